package dev.quartzite.acoustic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.data.Offset.offset;

import dev.quartzite.features.LogMelSpectrogram;
import dev.quartzite.math.FloatMatrix;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link AcousticModel} keeps. Subclasses say how one with 64 mel bands is made. */
public abstract class AcousticModelContract {
  private static final int BANDS = 64;

  /** Room for rounding: kernels sum in another order for another batch. */
  private static final float TOLERANCE = 1e-3f;

  private AcousticModel model;

  protected abstract AcousticModel create();

  @BeforeEach
  void open() {
    model = create();
  }

  @AfterEach
  void close() {
    model.close();
  }

  @Test
  void batchEqualsSinglesInEveryOrder() {
    List<LogMelSpectrogram> batch =
        new ArrayList<>(IntStream.of(211, 1, 64, 97, 150, 2).mapToObj(n -> noise(n, n)).toList());
    List<Emissions> singles = batch.stream().map(model::infer).toList();
    assertAllClose(model.infer(batch), singles);
    Collections.reverse(batch);
    List<Emissions> reversed = new ArrayList<>(singles);
    Collections.reverse(reversed);
    assertAllClose(model.infer(batch), reversed);
  }

  @Test
  void emissionsAreLogProbabilitiesOfHalfTheFrames() {
    Emissions emissions = model.infer(noise(101, 7));
    assertThat(emissions.frames()).isEqualTo(51);
    for (int frame = 0; frame < emissions.frames(); frame++) {
      double sum = 0;
      for (int token = 0; token < emissions.tokens(); token++) {
        sum += Math.exp(emissions.logProbs().get(frame, token));
      }
      assertThat(sum).isCloseTo(1, offset(1e-4));
    }
  }

  @Test
  void emptyRecordingsHaveEmptyEmissionsAmongOthers() {
    List<Emissions> emissions = model.infer(List.of(noise(0, 0), noise(40, 1), noise(0, 2)));
    assertThat(emissions).extracting(Emissions::frames).containsExactly(0, 20, 0);
    assertThat(model.infer(List.of())).isEmpty();
  }

  @Test
  void anotherNumberOfBandsIsRefusedAndTheNextCallWorks() {
    LogMelSpectrogram wrong = new LogMelSpectrogram(FloatMatrix.wrap(2, 3, new float[6]));
    assertThatExceptionOfType(ModelException.class)
        .isThrownBy(() -> model.infer(wrong))
        .withMessageContaining("64 mel bands")
        .withMessageContaining("has 3");
    assertThat(model.infer(noise(10, 1)).frames()).isEqualTo(5);
  }

  @Test
  void closingTwiceDoesNothingAndUseAfterwardsIsRefused() {
    model.close();
    assertThatCode(model::close).doesNotThrowAnyException();
    assertThatIllegalStateException().isThrownBy(() -> model.infer(noise(10, 1)));
  }

  /** A spectrogram of normally distributed values. */
  protected static LogMelSpectrogram noise(int frames, long seed) {
    Random random = new Random(seed);
    float[] values = new float[frames * BANDS];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return new LogMelSpectrogram(FloatMatrix.wrap(frames, BANDS, values));
  }

  private static void assertAllClose(List<Emissions> actual, List<Emissions> expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.size(); i++) {
      assertThat(actual.get(i).logProbs().toArray())
          .as("recording %d", i)
          .usingComparatorWithPrecision(TOLERANCE)
          .containsExactly(expected.get(i).logProbs().toArray());
    }
  }
}
