package dev.quartzite.models.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.quartzite.decoding.WordConfidence;
import dev.quartzite.decoding.WordEvidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReliabilityTest {
  /** Every word is 0.75 sure, whatever speaks for it. */
  private static final WordConfidence SURE =
      new WordConfidence(
          List.of(Math.log(3), 0.0, 0.0, 0.0, 0.0, 0.0),
          List.of(Math.log(3), 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0));

  private static final WordEvidence EVIDENCE = new WordEvidence(1, -2, 3, 4, 5, Optional.empty());

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
      words.add(new HeardWord(EVIDENCE, i < right));
    }
    return words;
  }
}
