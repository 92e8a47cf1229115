package dev.quartzite.models.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartzite.ModelDirectory;
import dev.quartzite.ProjectModels;
import dev.quartzite.SharedData;
import dev.quartzite.decoding.WordConfidence;
import dev.quartzite.models.QuartziteModels;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrateCommandTest {
  private static final Pattern ERROR = Pattern.compile("expected calibration error (\\d\\.\\d+)");

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path model = Path.of("");

  @BeforeEach
  void copy() throws IOException {
    model = Files.createDirectory(folder.resolve("model"));
    try (Stream<Path> files = Files.list(ProjectModels.embedded())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, model.resolve(file.getFileName()));
      }
    }
    ModelDirectory.writeManifest(
        model, ModelDirectory.open(model).manifest().with(WordConfidence.uncalibrated()));
  }

  @Test
  void confidenceIsFittedTestedOnTheOtherHalfAndWritten() {
    Path list = SharedData.require("speech/an4-test-130.tsv");

    assertThat(calibrate(list)).as(err.toString()).isZero();

    assertThat(out.toString())
        .contains("fitted on the 1st, 3rd, 5th, ... recording", "by sound alone")
        .contains("with english-3gram", "confidence    words   mean    right");
    Matcher errors = ERROR.matcher(out.toString());
    assertThat(errors.results().map(found -> Double.parseDouble(found.group(1))).toList())
        .hasSize(2)
        .allMatch(error -> error < 0.15);
    WordConfidence written = ModelDirectory.open(model).manifest().decoding().confidence();
    assertThat(written.bySound()).isNotEqualTo(WordConfidence.uncalibrated().bySound());
    assertThat(written.withLanguageModel())
        .isNotEqualTo(WordConfidence.uncalibrated().withLanguageModel());
  }

  @Test
  void tooFewWordsAreRefusedAndTheManifestIsLeft() throws IOException {
    ModelDirectory embedded = ModelDirectory.open(ProjectModels.embedded());
    List<ModelDirectory.SelfTest> samples = embedded.selfTests().subList(0, 2);
    for (ModelDirectory.SelfTest sample : samples) {
      Files.copy(sample.recording(), folder.resolve(sample.recording().getFileName()));
    }
    Path list =
        Files.write(
            folder.resolve("samples.tsv"),
            samples.stream()
                .map(sample -> sample.recording().getFileName() + "\t" + sample.transcript())
                .toList());

    assertThat(calibrate(list)).isEqualTo(1);

    assertThat(err.toString()).contains("needs at least 100 words");
    assertThat(ModelDirectory.open(model).manifest().decoding().confidence())
        .isEqualTo(WordConfidence.uncalibrated());
  }

  private int calibrate(Path list) {
    return QuartziteModels.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute("calibrate", model.toString(), "--manifest", list.toString());
  }
}
