package dev.quartzite.service.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The service as a process of its own, started from the jar. It is ended when this is closed. */
final class ServiceProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

  private final Process process;
  private final BlockingQueue<String> log = new LinkedBlockingQueue<>();
  private final List<String> everything = new CopyOnWriteArrayList<>();
  private final long started = System.nanoTime();

  /**
   * Starts a jar.
   *
   * @param temporary the process's folder for temporary files
   * @param arguments of Java if they begin with {@code -X}, of the service otherwise
   */
  ServiceProcess(Path jar, Path temporary, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Djava.io.tmpdir=" + temporary);
    arguments.stream().filter(ServiceProcess::isForJava).forEach(command::add);
    command.addAll(List.of("-jar", jar.toString(), "--server.port=0"));
    arguments.stream().filter(argument -> !isForJava(argument)).forEach(command::add);
    process = new ProcessBuilder(command).redirectErrorStream(true).start();
    Thread reader = new Thread(this::readLog, "service-log");
    reader.setDaemon(true);
    reader.start();
  }

  private static boolean isForJava(String argument) {
    return argument.startsWith("-X");
  }

  private void readLog() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        everything.add(line);
        log.add(line);
      }
    } catch (IOException e) {
      log.add("the log ended: " + e.getMessage());
    }
  }

  /** Waits until it listens. */
  int port() throws InterruptedException {
    List<String> seen = new ArrayList<>();
    for (@Nullable String line = next(); line != null; line = next()) {
      Matcher matcher = PORT.matcher(line);
      if (matcher.find()) {
        return Integer.parseInt(matcher.group(1));
      }
      seen.add(line);
    }
    throw new IllegalStateException("the service did not start: " + String.join("\n", seen));
  }

  private @Nullable String next() throws InterruptedException {
    return log.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /** Time since its start. */
  Duration age() {
    return Duration.ofNanos(System.nanoTime() - started);
  }

  /** What it wrote since the last look. */
  String log() {
    List<String> lines = new ArrayList<>();
    log.drainTo(lines);
    return String.join("\n", lines);
  }

  /** All that it has written since its start. */
  String everything() {
    return String.join("\n", everything);
  }

  /** Asks it to end, as an operator does (SIGTERM); its log stays open, other than by Process. */
  void terminate() {
    process.toHandle().destroy();
  }

  /** Waits for its end and gives its exit status. */
  int exitStatus() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("the service did not end: " + log());
    }
    return process.exitValue();
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** The jar that the build made. */
  static Path jar() {
    Path jar = Path.of("target", "quartzite.jar");
    if (!Files.exists(jar)) {
      throw new IllegalStateException("the build has not made " + jar.toAbsolutePath());
    }
    return jar;
  }
}
