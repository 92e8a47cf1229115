package dev.quartzite.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The service that this build made, on a free port; it can be killed and comes back there. */
final class RealService implements AutoCloseable {
  private static final Path JAR = Path.of("../service/app/target/quartzite.jar");

  private final Path temporary;
  private final int port;
  private Process process;

  private RealService(Path temporary, int port) throws IOException {
    this.temporary = temporary;
    this.port = port;
    this.process = start();
  }

  /**
   * Starts the service and waits until it listens; the test is skipped where it was not built.
   *
   * @param temporary its folder for temporary files
   */
  static RealService start(Path temporary) throws IOException {
    assumeTrue(Files.exists(JAR), "skipped: the service's jar is not there, build service/app");
    return new RealService(temporary, freePort());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private Process start() throws IOException {
    Process started =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-jar",
                JAR.toString(),
                "--server.port=" + port)
            .redirectErrorStream(true)
            .start();
    BufferedReader log = started.inputReader(UTF_8);
    StringBuilder seen = new StringBuilder();
    for (@Nullable String line = log.readLine(); line != null; line = log.readLine()) {
      if (line.contains("Started QuartziteApplication")) {
        Thread drain = new Thread(() -> log.lines().forEach(ignored -> {}), "service-log");
        drain.setDaemon(true);
        drain.start();
        return started;
      }
      seen.append(line).append('\n');
    }
    throw new IllegalStateException("the service did not start:\n" + seen);
  }

  URI address() {
    return URI.create("http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + port);
  }

  /** SIGKILL, and a new process on the same port. */
  synchronized void killAndRestart() {
    try {
      kill();
      process = start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void kill() {
    List<ProcessHandle> all = process.descendants().toList();
    process.destroyForcibly().onExit().join();
    all.forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public synchronized void close() {
    kill();
  }
}
