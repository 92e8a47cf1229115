package dev.quartzite.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartzite.ProjectModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code list}, {@code show} and {@code verify}, tried on the embedded model. */
class ExistingModelCommandsTest extends CommandTest {
  private Path model;

  @BeforeEach
  void copy() throws IOException {
    Path embedded = ProjectModels.embedded();
    model = folder.resolve("embedded");
    List<Path> files;
    try (Stream<Path> walk = Files.walk(embedded)) {
      files = walk.toList();
    }
    for (Path file : files) {
      Files.copy(file, model.resolve(embedded.relativize(file).toString()));
    }
    Files.createDirectory(folder.resolve("no-model"));
  }

  @Test
  void theModelsOfADirectoryAreListedOneALine() {
    assertThat(run("list", folder)).isZero();
    assertThat(out.toString()).hasLineCount(1).contains("QuartzNet 5x5", "6,713,181", "en");
  }

  @Test
  void aDamagedModelIsNamedInTheListAndTheOthersAreShown() throws IOException {
    Path damaged = Files.createDirectory(folder.resolve("damaged"));
    Files.writeString(damaged.resolve("manifest.json"), "{}");
    assertThat(run("list", folder)).isEqualTo(1);
    assertThat(err.toString())
        .hasLineCount(1)
        .contains(damaged + "/manifest.json is not a manifest");
    assertThat(out.toString()).hasLineCount(1);
  }

  @Test
  void theFactsOfAModelAreShown() {
    assertThat(run("show", model)).isZero();
    assertThat(out.toString())
        .contains("QuartzNet 5x5, 6,713,181 parameters")
        .contains("nemo-1.x: 16000 Hz, window 320, hop 160, FFT 512, 64 mel bands")
        .contains("28 labels ' ' 'a'")
        .contains("model.onnx, ");
  }

  @Test
  void aSoundModelIsVerifiedWithItsOwnRecordings() {
    assertThat(run("verify", model)).isZero();
    assertThat(out.toString())
        .contains("checksums are right", "the engine loads it", "the self-test passed");
  }

  @Test
  void anotherTextThanExpectedFailsTheVerification() throws IOException {
    Path tests = model.resolve("selftest.tsv");
    Files.writeString(tests, "samples/welcome.wav\tquite another text than is spoken there\n");
    assertThat(run("verify", model)).isEqualTo(1);
    assertThat(out.toString()).contains("expected 'quite another text", "the self-test FAILED");
  }

  @Test
  void otherBytesFailTheVerification() throws IOException {
    Files.writeString(model.resolve("model.onnx"), "other bytes");
    assertThat(run("verify", model)).isEqualTo(1);
    assertThat(err.toString()).contains("it is damaged or was replaced");
  }

  @Test
  void whatIsNoModelDirectoryIsNamed() {
    assertThat(run("show", folder.resolve("none"))).isEqualTo(1);
    assertThat(err.toString()).hasLineCount(1).contains("none is not a model directory");
  }
}
