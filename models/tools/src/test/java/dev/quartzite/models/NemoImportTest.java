package dev.quartzite.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quartzite.LoadedModel;
import dev.quartzite.ModelDirectory;
import dev.quartzite.ModelManifest;
import dev.quartzite.NumpyFile;
import dev.quartzite.ProjectModels;
import dev.quartzite.SharedData;
import dev.quartzite.acoustic.Emissions;
import dev.quartzite.acoustic.RuntimeOptions;
import dev.quartzite.audio.AudioLimits;
import dev.quartzite.audio.AudioReader;
import dev.quartzite.audio.ChannelSelection;
import dev.quartzite.features.FrontEnd.Version;
import dev.quartzite.features.LogMelSpectrogram;
import dev.quartzite.math.FloatMatrix;
import dev.quartzite.models.nemo.TestArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code add} of NeMo's archives, against what PyTorch computes with the same tensors. */
class NemoImportTest extends CommandTest {
  private static final int FRAMES = 41;
  private static final int BANDS = 64;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "quartznet-3x2-cyrillic",
        "quartznet-2x2-digraphs",
        "jasper-3x2dr",
        "release-1.0.0b",
        "release-0.11",
        "every-option",
        "every-type",
        "activation-hardtanh",
        "activation-selu",
        "activation-swish",
        "activation-silu",
        "activation-gelu",
        "activation-identity"
      })
  void anArchiveGivesTheLogProbabilitiesOfPyTorch(String name) throws IOException {
    ModelDirectory directory = add(TestArchive.resource(name + ".nemo"));
    assertThat(difference(directory, features(), TestArchive.resource(name + ".npy")))
        .isLessThan(1e-4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tiny-latin", "tiny-cyrillic"})
  void anArchiveOfNemoGivesTheLogProbabilitiesOfNemo(String name) throws IOException {
    Path archives = SharedData.require("models/tiny-nemo");
    ModelDirectory directory = add(archives.resolve(name + ".nemo"));
    assertThat(directory.manifest().provenance().architecture()).isEqualTo("QuartzNet 5x5");
    LogMelSpectrogram welcome;
    try (LoadedModel model = LoadedModel.load(directory, RuntimeOptions.defaults())) {
      Path recording = ProjectModels.embedded().resolve("samples/welcome.wav");
      welcome =
          model
              .transcriber()
              .extractor()
              .extract(
                  new AudioReader(16_000, AudioLimits.defaults())
                      .read(recording, ChannelSelection.MIX)
                      .get(0));
    }
    assertThat(difference(directory, welcome, archives.resolve(name + ".npy"))).isLessThan(1e-3);
  }

  @Test
  void theFactsComeFromTheArchive() throws IOException {
    ModelManifest manifest = add(TestArchive.resource("quartznet-3x2-cyrillic.nemo")).manifest();
    assertThat(manifest.provenance().architecture()).isEqualTo("QuartzNet 3x2");
    assertThat(manifest.alphabet().labels()).hasSize(34).startsWith(" ", "а").endsWith("я", "ё");
    assertThat(manifest.alphabet().blank()).isEqualTo(34);
    assertThat(manifest.frontEnd().version()).isEqualTo(Version.NEMO_1_X);
    assertThat(manifest.stride()).isEqualTo(2);
    assertThat(folder.resolve("models/model/MODEL_CARD.md"))
        .content()
        .contains("quartznet-3x2-cyrillic.nemo", "an archive of NeMo, release 2.4.0");
  }

  @Test
  void labelsMayHaveSeveralCharactersAndLookLikeNumbersOrNothing() throws IOException {
    ModelManifest manifest = add(TestArchive.resource("quartznet-2x2-digraphs.nemo")).manifest();
    assertThat(manifest.alphabet().labels())
        .containsExactly(
            " ", "a", "e", "i", "o", "u", "ch", "sch", "ng", "ẽ", "ŋ̣", "on", "no", "y", "1", "~",
            "null");
  }

  @Test
  void aJasperIsCalledSo() throws IOException {
    assertThat(
            add(TestArchive.resource("jasper-3x2dr.nemo")).manifest().provenance().architecture())
        .isEqualTo("Jasper 3x2dr");
  }

  @Test
  void theReleaseDecidesTheFrontEndUnlessSomebodyDoes() throws IOException {
    assertThat(add(TestArchive.resource("release-0.11.nemo")).manifest().frontEnd().version())
        .isEqualTo(Version.NEMO_0_X);
    HiddenFolder.delete(folder.resolve("models"));
    assertThat(add(TestArchive.resource("every-option.nemo")).manifest().frontEnd().version())
        .isEqualTo(Version.NEMO_2_5);
    HiddenFolder.delete(folder.resolve("models"));
    assertThat(
            add(TestArchive.resource("every-option.nemo"), "--front-end=nemo-1.x")
                .manifest()
                .frontEnd()
                .version())
        .isEqualTo(Version.NEMO_1_X);
  }

  @Test
  void onlyTheModelStays() throws IOException {
    add(TestArchive.resource("release-0.11.nemo"));
    try (Stream<Path> files = Files.walk(folder.resolve("models"))) {
      assertThat(files.map(file -> folder.relativize(file).toString()))
          .containsExactlyInAnyOrder(
              "models",
              "models/model",
              "models/model/manifest.json",
              "models/model/model.onnx",
              "models/model/MODEL_CARD.md");
    }
  }

  @Test
  void anAlphabetBesideTheArchivesOwnIsRefused() throws IOException {
    Path labels = Files.writeString(folder.resolve("labels.txt"), "a\n");
    assertRefused(
        "has its own alphabet",
        "add",
        TestArchive.resource("release-0.11.nemo"),
        "--name=model",
        "--into=" + folder.resolve("models"),
        "--alphabet=" + labels);
  }

  private ModelDirectory add(Path archive, String... options) {
    Object[] arguments =
        Stream.concat(
                Stream.of("add", archive, "--name=model", "--into=" + folder.resolve("models")),
                Stream.of(options))
            .toArray();
    assertThat(run(arguments)).as(err.toString()).isZero();
    return ModelDirectory.open(folder.resolve("models/model"));
  }

  /** The features of {@code make_nemo_archives.py}. */
  private static LogMelSpectrogram features() {
    float[] values = new float[FRAMES * BANDS];
    for (int frame = 0; frame < FRAMES; frame++) {
      for (int band = 0; band < BANDS; band++) {
        values[frame * BANDS + band] = ((band * 31 + frame * 17 + band * frame) % 23 - 11) / 8f;
      }
    }
    return new LogMelSpectrogram(FloatMatrix.wrap(FRAMES, BANDS, values));
  }

  private static double difference(
      ModelDirectory directory, LogMelSpectrogram spectrogram, Path expected) throws IOException {
    NumpyFile.Array reference = NumpyFile.read(expected);
    try (LoadedModel model = LoadedModel.load(directory, RuntimeOptions.defaults())) {
      Emissions emissions = model.transcriber().acousticModel().infer(spectrogram);
      float[] found = emissions.logProbs().toArray();
      assertThat(found).hasSize(reference.values().length);
      double largest = 0;
      for (int i = 0; i < found.length; i++) {
        largest = Math.max(largest, Math.abs((double) found[i] - reference.values()[i]));
      }
      assertThat(emissions.frameSeconds()).isEqualTo(0.02, within(1e-9));
      return largest;
    }
  }
}
