package dev.quartzite.models;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.quartzite.models.nemo.TestArchive;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Imports in a process of their own, ended while their work lies half done on disk. */
class InterruptedImportTest extends CommandTest {
  private static final int TERMINATED = 128 + 15;

  private Path into;
  private Process child;
  private BufferedReader output;

  @BeforeEach
  void importHalfway() throws IOException {
    into = folder.resolve("models");
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            HalfwayImport.class.getName(),
            "add",
            TestArchive.resource("activation-selu.nemo").toString(),
            "--name=model",
            "--into=" + into);
    Map<String, String> environment = builder.environment();
    environment.put("CLASSPATH", System.getProperty("java.class.path"));
    child = builder.redirectErrorStream(true).start();
    output = child.inputReader(UTF_8);
    assertThat(output.readLine()).isEqualTo(HalfwayImport.HALFWAY);
    assertThat(hidden()).hasSize(1);
  }

  @AfterEach
  void kill() throws IOException, InterruptedException {
    child.destroyForcibly().waitFor();
    output.close();
  }

  @Test
  void aSignalLeavesNothingAndSaysNothing() throws IOException, InterruptedException {
    assumeTrue(child.supportsNormalTermination(), "this system has no signal to end a process");
    child.toHandle().destroy(); // The process's own destroy would also close its output.
    assertThat(child.waitFor()).isEqualTo(TERMINATED);
    assertThat(into).doesNotExist();
    assertThat(output.lines()).isEmpty();
  }

  @Test
  void whatAKilledImportLeftIsNoModelAndGoesWithTheNext() throws IOException, InterruptedException {
    child.destroyForcibly().waitFor();
    assertThat(hidden()).hasSize(1);
    assertThat(run("list", into)).isZero();
    assertThat(out.toString()).isEmpty();
    assertThat(add("model")).as(err.toString()).isZero();
    assertThat(entries()).containsExactly("model");
  }

  @Test
  void anImportAtWorkIsLeftAlone() throws IOException {
    List<String> others = hidden();
    assertThat(add("other")).as(err.toString()).isZero();
    assertThat(run("remove", into.resolve("other"))).isZero();
    assertThat(entries()).isEqualTo(others);
    assertThat(into.resolve(others.get(0)).resolve("scratch/finished.onnx")).exists();
  }

  private int add(String name) {
    return run(
        "add", TestArchive.resource("activation-selu.nemo"), "--name=" + name, "--into=" + into);
  }

  private List<String> hidden() throws IOException {
    return entries().stream().filter(name -> name.startsWith(".model-")).toList();
  }

  private List<String> entries() throws IOException {
    try (Stream<Path> entries = Files.list(into)) {
      return entries.map(entry -> entry.getFileName().toString()).toList();
    }
  }
}
