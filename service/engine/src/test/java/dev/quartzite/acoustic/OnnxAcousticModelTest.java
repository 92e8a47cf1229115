package dev.quartzite.acoustic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.quartzite.NumpyFile;
import dev.quartzite.NumpyFile.Array;
import dev.quartzite.ProjectModels;
import dev.quartzite.SharedData;
import dev.quartzite.audio.Waveform;
import dev.quartzite.features.FrontEnd;
import dev.quartzite.features.LogMelExtractor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxAcousticModelTest extends AcousticModelContract {
  private static final ModelShape SHAPE = new ModelShape(64, 29, 2, 0.02);
  private static final Path EMBEDDED = ProjectModels.embedded().resolve("model.onnx");

  @TempDir Path folder;

  @Override
  protected AcousticModel create() {
    return OnnxAcousticModel.load(EMBEDDED, SHAPE, RuntimeOptions.defaults());
  }

  @Test
  void logProbabilitiesAgreeWithNemo() throws IOException {
    Path weights = SharedData.require("models/QuartzNet15x5-en.onnx");
    LogMelExtractor extractor = new LogMelExtractor(FrontEnd.quartzNet(FrontEnd.Version.NEMO_1_X));
    try (AcousticModel model = OnnxAcousticModel.load(weights, SHAPE, RuntimeOptions.defaults())) {
      for (String id : new String[] {"237-134500-0025", "4507-16021-0004", "7021-85628-0024"}) {
        Map<String, Array> golden =
            NumpyFile.readAll(SharedData.require("golden/stages/" + id + ".npz"));
        Waveform waveform = Waveform.wrap(stage(golden, "waveform"), 16_000);
        assertThat(model.infer(extractor.extract(waveform)).logProbs().toArray())
            .as(id)
            .usingComparatorWithPrecision(1e-2f)
            .containsExactly(stage(golden, "logprobs"));
      }
    }
  }

  @Test
  void aFileThatIsNoNetworkIsRefusedByName() throws IOException {
    Path file = Files.writeString(folder.resolve("model.onnx"), "<html>not found</html>");
    assertThatExceptionOfType(ModelException.class)
        .isThrownBy(() -> OnnxAcousticModel.load(file, SHAPE, RuntimeOptions.defaults()))
        .withMessageContaining(file + " cannot be loaded as an ONNX network");
  }

  @Test
  void aNetworkOfAnotherAlphabetIsRefusedWithBothShapes() {
    assertThatExceptionOfType(ModelException.class)
        .isThrownBy(
            () ->
                OnnxAcousticModel.load(
                    EMBEDDED, new ModelShape(64, 34, 2, 0.02), RuntimeOptions.defaults()))
        .withMessageContaining("34 tokens and stride 2")
        .withMessageContaining("29]");
  }

  @Test
  void aNetworkOfOtherBandsIsRefusedWithBothNumbers() {
    assertThatExceptionOfType(ModelException.class)
        .isThrownBy(
            () ->
                OnnxAcousticModel.load(
                    EMBEDDED, new ModelShape(80, 29, 2, 0.02), RuntimeOptions.defaults()))
        .withMessageContaining("80 mel bands")
        .withMessageContaining("takes 64");
  }

  @Test
  void cudaWithoutCudaIsRefusedAndAutoFallsBackWithAReason() {
    assertThatExceptionOfType(ModelException.class)
        .isThrownBy(
            () -> OnnxAcousticModel.load(EMBEDDED, SHAPE, new RuntimeOptions(Device.CUDA, 1)))
        .withMessageContaining("use cpu or auto");
    try (OnnxAcousticModel model =
        OnnxAcousticModel.load(EMBEDDED, SHAPE, new RuntimeOptions(Device.AUTO, 1))) {
      assertThat(model.device().used()).isEqualTo(Device.CPU);
      assertThat(model.device().detail()).startsWith("cuda cannot be used: ");
    }
  }

  @Test
  void aPluginThatCannotBeUsedIsRefusedByName() throws IOException {
    Path missing = folder.resolve("missing.so");
    assertRefused(missing, "the provider's library " + missing + " does not exist");
    Path text = Files.writeString(folder.resolve("text.so"), "not a library");
    assertRefused(text, "text.so");
  }

  private static void assertRefused(Path library, String reason) {
    ProviderSettings settings = new ProviderSettings(Optional.of(library), "cpu", Map.of());
    assertThatExceptionOfType(ModelException.class)
        .isThrownBy(
            () ->
                OnnxAcousticModel.load(
                    EMBEDDED, SHAPE, new RuntimeOptions(Device.PLUGIN, 1, settings)))
        .withMessageContaining(reason);
  }

  private static float[] stage(Map<String, Array> golden, String name) {
    return Objects.requireNonNull(golden.get(name), name).values();
  }
}
