package dev.quartzite.client;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A command that ran in this process.
 *
 * @param status exit status
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
record CommandLineRun(int status, String out, String err) {
  static CommandLineRun of(Object... arguments) {
    return watched(line -> {}, arguments);
  }

  /** Runs a command, and passes on what it writes while it runs. */
  static CommandLineRun watched(Consumer<String> watcher, Object... arguments) {
    StringWriter out = new WatchedWriter(watcher);
    StringWriter err = new WatchedWriter(watcher);
    int status =
        QuartziteClient.commandLine(Map.of("XDG_CONFIG_HOME", "/nonexistent"))
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
    return new CommandLineRun(status, out.toString(), err.toString());
  }

  private static final class WatchedWriter extends StringWriter {
    private final Consumer<String> watcher;

    WatchedWriter(Consumer<String> watcher) {
      this.watcher = watcher;
    }

    @Override
    public void write(String text, int offset, int length) {
      super.write(text, offset, length);
      watcher.accept(text);
    }
  }

  List<String> lines() {
    return out.lines().toList();
  }
}
