package dev.quartzite.acoustic;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ONNX Runtime 1.29 ended processes with command lines of 5,000 characters. */
class LongCommandLineTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void aLongCommandLineDoesNotEndTheProcess() throws Exception {
    Path log = folder.resolve("log");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                Start.class.getName(),
                "x".repeat(50_000))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    int status = builder.start().waitFor();
    assertThat(status).as(Files.readString(log)).isZero();
  }

  /** Starts ONNX Runtime and ends. */
  static final class Start {
    private Start() {}

    public static void main(String... arguments) {
      OnnxDevices.start();
    }
  }
}
