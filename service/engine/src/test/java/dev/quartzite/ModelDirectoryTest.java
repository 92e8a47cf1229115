package dev.quartzite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.quartzite.ModelManifest.AttachedLanguageModel;
import dev.quartzite.acoustic.ModelException;
import dev.quartzite.decoding.WordConfidence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelDirectoryTest {
  private static final String MANIFEST =
      """
      {"format": 1, "name": "tiny", "stride": 2,
       "provenance": {"architecture": "QuartzNet 1x1", "parameters": 12, "languages": ["en"],
         "licence": "CC0-1.0", "owner": "somebody", "created": "2026-01-02T03:04:05Z"},
       "frontEnd": {"version": "nemo-1.x", "sampleRate": 16000, "window": 320, "hop": 160, "fft": 512, "melBands": 64},
       "alphabet": {"labels": [" ", "a", "b"], "blank": 3},
       "files": {"model.onnx": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}}
      """;

  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(folder.resolve("manifest.json"), MANIFEST);
    Files.writeString(folder.resolve("model.onnx"), "test");
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    ModelManifest manifest = ModelDirectory.open(folder).manifest();
    assertThat(manifest.shape().tokens()).isEqualTo(4);
    assertThat(manifest.shape().frameSeconds()).isEqualTo(0.02);
    ModelDirectory.writeManifest(folder, manifest);
    assertThat(ModelDirectory.open(folder).manifest()).isEqualTo(manifest);
  }

  @Test
  void calibrationAndLanguageModelsAreKept() throws IOException {
    Files.writeString(folder.resolve("lm"), "test");
    String sha256 = ModelDirectory.sha256(folder.resolve("lm"));
    ModelManifest manifest =
        ModelDirectory.open(folder)
            .manifest()
            .with(
                new WordConfidence(
                    List.of(1.0, 2.5, -3.0, 0.0, 0.125, 7.0),
                    List.of(1.0, 2.5, -3.0, 0.0, 0.125, 7.0, 8.0, -9.0)))
            .with(new AttachedLanguageModel("first", "lm"), sha256)
            .with(new AttachedLanguageModel("second", "lm"), sha256);
    ModelDirectory.writeManifest(folder, manifest);
    assertThat(ModelDirectory.open(folder).manifest()).isEqualTo(manifest);
    assertThat(manifest.decoding().languageModels())
        .extracting(AttachedLanguageModel::id)
        .containsExactly("second", "first");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"stride\": 2 | \"stride\": \"two\" | 'stride' is a whole number, not \"two\"",
        "\"stride\": 2 | \"stride\": 0 | the stride is at least 1, not 0",
        "\"format\": 1 | \"format\": 9 | it is of format 9, this version reads format 1",
        "\"licence\": \"CC0-1.0\", | `` | the field 'licence' (a text) is missing",
        "nemo-1.x | nemo-7 | the front end is one of nemo-0.x, nemo-1.x, nemo-2.5, not 'nemo-7'",
        "\"fft\": 512 | \"fft\": 500 | the FFT size is a power of two not below the window of 320 samples, not 500",
        "\"blank\": 3 | \"blank\": 4 | with 3 labels the blank is at 0 to 3, not at 4",
        "\"a\", \"b\" | \"a\", \"a\" | a token stands twice",
        "\"a\", \"b\" | \"a\", 7 | 'labels' is a list of texts, but holds 7",
        "\"model.onnx\" | \"other.onnx\" | the SHA-256 of model.onnx is missing",
        "\"tiny\" | \"../tiny\" | a model's name has letters, digits, dots, dashes and underscores, not '../tiny'",
        "2026-01-02T | 2026-01-02 | could not be parsed",
        "{\"format\" | {format | it is not JSON",
      })
  void aWrongManifestIsRefusedWithItsFieldAndValue(String right, String wrong, String message)
      throws IOException {
    Path manifest =
        Files.writeString(folder.resolve("manifest.json"), MANIFEST.replace(right, wrong));
    assertRefused(manifest + " is not a manifest: ", message);
  }

  @Test
  void missingPiecesAreNamed() throws IOException {
    Files.delete(folder.resolve("model.onnx"));
    assertRefused(folder.resolve("model.onnx") + " is named in the manifest and missing");
    Files.delete(folder.resolve("manifest.json"));
    assertRefused("it has no manifest.json; `quartzite-models add` makes one");
    Files.delete(folder);
    assertRefused("there is no such directory");
    Files.createDirectory(folder);
  }

  @Test
  void otherBytesThanTheManifestSaysAreRefusedWithBothChecksums() throws IOException {
    Files.writeString(folder.resolve("model.onnx"), "tested");
    assertRefused("has SHA-256 ", "the manifest says 9f86d081", "damaged or was replaced");
  }

  @Test
  void aManifestThatIsNoTextIsRefused() throws IOException {
    Files.write(folder.resolve("manifest.json"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertRefused("it is not UTF-8 text");
  }

  @Test
  void filesOutsideOfTheDirectoryAreNotTouched() throws IOException {
    Files.writeString(
        folder.resolve("manifest.json"),
        MANIFEST.replace("\"files\": {", "\"files\": {\"../secret\": \"00\", "));
    assertRefused("'../secret', which lies outside of it");
  }

  @Test
  void selfTestsAreRecordingsAndTexts() throws IOException {
    assertThat(ModelDirectory.open(folder).selfTests()).isEmpty();
    Files.writeString(folder.resolve("selftest.tsv"), "a.wav\tgood morning\nb.wav\t\n");
    assertThat(ModelDirectory.open(folder).selfTests())
        .containsExactly(
            new ModelDirectory.SelfTest(folder.resolve("a.wav"), "good morning"),
            new ModelDirectory.SelfTest(folder.resolve("b.wav"), ""));
    Files.writeString(folder.resolve("selftest.tsv"), "a.wav good morning\n");
    assertThatExceptionOfType(ModelException.class)
        .isThrownBy(() -> ModelDirectory.open(folder).selfTests())
        .withMessageContaining("not 'a.wav good morning'");
  }

  private void assertRefused(String... parts) {
    assertThatExceptionOfType(ModelException.class)
        .isThrownBy(() -> ModelDirectory.open(folder))
        .satisfies(e -> assertThat(e).hasMessageContainingAll(parts));
  }
}
