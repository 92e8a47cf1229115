package dev.quartzite.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The client in a process of its own, as it can be killed and limited. */
final class ClientProcess implements AutoCloseable {
  private final Process process;
  private final Path out;
  private final Path err;

  private ClientProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /**
   * Starts the client.
   *
   * @param folder where its output is kept
   * @param jvm options of the Java machine
   */
  static ClientProcess start(Path folder, List<String> jvm, Object... arguments)
      throws IOException {
    Path out = Files.createTempFile(folder, "stdout", ".txt");
    Path err = Files.createTempFile(folder, "stderr", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command(jvm, arguments))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    clean(builder.environment());
    return new ClientProcess(builder.start(), out, err);
  }

  /** The command line that starts the client of this build. */
  static List<String> command(List<String> jvm, Object... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1"); // Starts faster, which is all that these runs need.
    command.addAll(jvm);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(QuartziteClient.class.getName());
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return command;
  }

  /** Settings of whoever runs the tests have no say in them. */
  private static void clean(Map<String, String> environment) {
    environment.keySet().removeIf(name -> name.startsWith("QUARTZITE_"));
    environment.remove("JAVA_TOOL_OPTIONS");
  }

  /** SIGKILL. */
  void kill() {
    process.destroyForcibly();
  }

  /** SIGTERM, which the client treats as Ctrl-C. */
  void interrupt() {
    process.destroy();
  }

  int awaitExit() throws InterruptedException {
    return process.waitFor();
  }

  String out() throws IOException {
    return Files.readString(out);
  }

  String err() throws IOException {
    return Files.readString(err);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
