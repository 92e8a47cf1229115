package dev.quartzite.features;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartzite.NumpyFile;
import dev.quartzite.NumpyFile.Array;
import dev.quartzite.SharedData;
import dev.quartzite.audio.Waveform;
import java.io.IOException;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every stage of the front end against NeMo 2.4 (golden/stages). Tolerances: window and filterbank
 * 1e-6 of their scale, pre-emphasis 1e-6, power and mel 1e-4 of the largest value, logarithm and
 * features 1e-3.
 */
class NemoParityTest {
  private static final FrontEnd FRONT_END = FrontEnd.quartzNet(FrontEnd.Version.NEMO_1_X);
  private static final LogMelExtractor EXTRACTOR = new LogMelExtractor(FRONT_END);

  @Test
  void windowIsThatOfTheCheckpoint() throws IOException {
    float[] expected = constant("window").values();
    assertThat(new PowerSpectrum(FRONT_END).window())
        .usingComparatorWithPrecision(1e-6f)
        .containsExactly(expected);
  }

  @Test
  void filterbankIsThatOfTheCheckpoint() throws IOException {
    float[] expected = constant("filterbank").values();
    MelFilterbank filterbank = new MelFilterbank(FRONT_END);
    for (int i = 0; i < expected.length; i++) {
      assertThat(filterbank.weight(i / 257, i % 257)).isCloseTo(expected[i], within(1e-7f));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"237-134500-0025", "4507-16021-0004", "7021-85628-0024"})
  void everyStageAgreesWithNemo(String id) throws IOException {
    Map<String, Array> golden =
        NumpyFile.readAll(SharedData.require("golden/stages/" + id + ".npz"));
    Waveform waveform = Waveform.wrap(stage(golden, "waveform").values(), 16_000);
    assertPreEmphasis(waveform, stage(golden, "preemphasis").values());
    assertSpectra(waveform, golden);
    assertTransposed(EXTRACTOR.logMel(waveform), stage(golden, "logmel"));
    assertTransposed(EXTRACTOR.extract(waveform).values().toArray(), stage(golden, "features"));
  }

  private static void assertPreEmphasis(Waveform waveform, float[] expected) {
    Framing framing = new Framing(waveform, FRONT_END);
    for (int i = 0; i < expected.length; i++) {
      assertThat(framing.emphasised(i)).isCloseTo(expected[i], within(1e-6f));
    }
  }

  private static void assertSpectra(Waveform waveform, Map<String, Array> golden) {
    Array power = stage(golden, "power");
    Array mel = stage(golden, "mel");
    int frames = power.shape()[power.shape().length - 1];
    float[] frame = new float[320];
    float[] bins = new float[257];
    float[] bands = new float[64];
    float powerTolerance = 1e-4f * largest(power.values());
    float melTolerance = 1e-4f * largest(mel.values());
    for (int t = 0; t < frames; t++) {
      new Framing(waveform, FRONT_END).copyFrame(t, frame);
      new PowerSpectrum(FRONT_END).transform(frame, new float[512], bins);
      new MelFilterbank(FRONT_END).apply(bins, bands, 0);
      for (int bin = 0; bin < bins.length; bin++) {
        assertThat(bins[bin]).isCloseTo(power.values()[bin * frames + t], within(powerTolerance));
      }
      for (int band = 0; band < bands.length; band++) {
        assertThat(bands[band]).isCloseTo(mel.values()[band * frames + t], within(melTolerance));
      }
    }
  }

  /** Ours is {@code [frames × bands]}, NeMo's {@code [bands × frames]}. */
  private static void assertTransposed(float[] actual, Array expected) {
    int frames = expected.shape()[expected.shape().length - 1];
    assertThat(actual).hasSize(expected.values().length);
    for (int i = 0; i < actual.length; i++) {
      int frame = i / 64;
      int band = i % 64;
      assertThat(actual[i])
          .as("frame %d, band %d", frame, band)
          .isCloseTo(expected.values()[band * frames + frame], within(1e-3f));
    }
  }

  private static Offset<Float> within(float tolerance) {
    return Offset.offset(tolerance);
  }

  private static float largest(float[] values) {
    float largest = 0;
    for (float value : values) {
      largest = Math.max(largest, value);
    }
    return largest;
  }

  private static Array constant(String name) throws IOException {
    return stage(NumpyFile.readAll(SharedData.require("golden/stages/constants.npz")), name);
  }

  private static Array stage(Map<String, Array> golden, String name) {
    Array array = golden.get(name);
    if (array == null) {
      throw new IllegalArgumentException("no stage " + name + " among " + golden.keySet());
    }
    return array;
  }
}
