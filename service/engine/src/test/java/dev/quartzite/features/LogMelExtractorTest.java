package dev.quartzite.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.data.Offset.offset;

import dev.quartzite.audio.Waveform;
import dev.quartzite.features.FrontEnd.Version;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogMelExtractorTest {
  @ParameterizedTest
  @CsvSource({"0, 0, 0, 0", "1, 1, 1, 0", "160, 1, 2, 1", "161, 2, 2, 1", "16000, 100, 101, 100"})
  void eachVersionCountsFramesInItsWay(int samples, int v0, int v1, int v25) {
    assertThat(extractor(Version.NEMO_0_X).extract(noise(samples)).frames()).isEqualTo(v0);
    assertThat(extractor(Version.NEMO_1_X).extract(noise(samples)).frames()).isEqualTo(v1);
    assertThat(extractor(Version.NEMO_2_5).extract(noise(samples)).frames()).isEqualTo(v25);
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void eachBandHasMeanZeroAndDeviationOneWithDivisorNMinusOne(Version version) {
    LogMelSpectrogram spectrogram = extractor(version).extract(noise(8000));
    int frames = spectrogram.frames();
    for (int band = 0; band < 64; band++) {
      double sum = 0;
      double squares = 0;
      for (int t = 0; t < frames; t++) {
        float value = spectrogram.values().get(t, band);
        sum += value;
        squares += (double) value * value;
      }
      assertThat(sum / frames).isCloseTo(0, offset(1e-4));
      assertThat(squares / (frames - 1)).isCloseTo(1, offset(1e-3));
    }
  }

  @Test
  void silenceIsTheLogarithmOfTheFloor() {
    float[] values = extractor(Version.NEMO_1_X).logMel(Waveform.wrap(new float[1600], 16_000));
    assertThat(values).usingComparatorWithPrecision(1e-3f).containsOnly(-16.635f);
  }

  @Test
  void versionsDifferAtTheEdgesOnly() {
    Waveform waveform = noise(16_000);
    float[] reflected = extractor(Version.NEMO_1_X).logMel(waveform);
    float[] zeros = extractor(Version.NEMO_2_5).logMel(waveform);
    assertThat(reflected[0]).isNotEqualTo(zeros[0]);
    for (int i = 64; i < zeros.length - 64; i++) {
      assertThat(reflected[i]).isEqualTo(zeros[i]);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 100, 255, 256, 257, 319})
  void recordingsShorterThanAWindowAreFinite(int samples) {
    for (Version version : Version.values()) {
      float[] values = extractor(version).extract(noise(samples)).values().toArray();
      for (float value : values) {
        assertThat(value).isFinite();
      }
    }
  }

  @Test
  void anotherSampleRateIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> extractor(Version.NEMO_1_X).extract(Waveform.wrap(new float[10], 8000)))
        .withMessage("the front end takes 16000 Hz, the recording has 8000 Hz: resample it");
  }

  private static LogMelExtractor extractor(Version version) {
    return new LogMelExtractor(FrontEnd.quartzNet(version));
  }

  private static Waveform noise(int samples) {
    Random random = new Random(samples);
    float[] values = new float[samples];
    for (int i = 0; i < samples; i++) {
      values[i] = (float) (0.1 * random.nextGaussian());
    }
    return Waveform.wrap(values, 16_000);
  }
}
