package dev.quartzite.models.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.quartzite.decoding.TokenSpan;
import dev.quartzite.decoding.WordConfidence;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReliabilityTest {
  /** Every word is 0.75 sure, whatever its tokens. */
  private static final WordConfidence SURE = new WordConfidence(Math.log(3), 0, 0, 0);

  @Test
  void theErrorIsHowFarConfidenceAndTruthAreApart() {
    Reliability reliability = Reliability.of(SURE, words(6, 4));
    assertThat(reliability.bins().get(7).words()).isEqualTo(10);
    assertThat(reliability.bins().get(7).right()).isCloseTo(0.6, offset(1e-9));
    assertThat(reliability.expectedCalibrationError()).isCloseTo(0.15, offset(1e-9));
    assertThat(reliability.table())
        .contains("0.7 to 0.8       10  0.750   0.600")
        .contains("expected calibration error 0.1500");
  }

  @Test
  void withoutWordsThereIsNoError() {
    assertThat(Reliability.of(SURE, List.of()).expectedCalibrationError()).isZero();
  }

  private static List<HeardWord> words(int right, int wrong) {
    List<HeardWord> words = new ArrayList<>();
    for (int i = 0; i < right + wrong; i++) {
      words.add(new HeardWord(List.of(new TokenSpan(1, 0, 1, -0.1)), i < right));
    }
    return words;
  }
}
