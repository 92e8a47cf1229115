package dev.quartzite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartzite.acoustic.RuntimeOptions;
import dev.quartzite.audio.Waveform;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SilenceTest {
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5 / 32768, 2.0 / 32768})
  void nothingIsHeardInARecordingWithoutSound(double loudness) {
    SplittableRandom random = new SplittableRandom(7);
    float[] samples = new float[30_000];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (loudness * (2 * random.nextDouble() - 1));
    }
    try (LoadedModel model =
        LoadedModel.load(
            ModelDirectory.open(ProjectModels.embedded()), RuntimeOptions.defaults())) {
      assertThat(model.transcriber().transcribe(Waveform.wrap(samples, 16_000)).text()).isEmpty();
    }
  }
}
