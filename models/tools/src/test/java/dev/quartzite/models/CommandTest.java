package dev.quartzite.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.io.TempDir;

/** Runs the command line in the process, in a folder of its own. */
abstract class CommandTest {
  @TempDir Path folder;

  final StringWriter out = new StringWriter();
  final StringWriter err = new StringWriter();

  /** Runs a command, and gives its status. */
  int run(Object... arguments) {
    return QuartziteModels.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
  }

  /** Checks that a command fails with one sentence. */
  void assertRefused(String message, Object... arguments) {
    assertThat(run(arguments)).as(out.toString()).isEqualTo(1);
    assertThat(err.toString()).hasLineCount(1).startsWith("quartzite-models: ").contains(message);
  }
}
