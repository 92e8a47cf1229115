package dev.quartzite.models.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LogisticRegressionTest {
  @Test
  void weightsThatMadeTheAnswersAreFound() {
    SplittableRandom random = new SplittableRandom(1);
    double[][] inputs = new double[20_000][];
    boolean[] answers = new boolean[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = new double[] {1, random.nextDouble(-2, 2), random.nextDouble(-2, 2)};
      double p = 1 / (1 + Math.exp(-(0.5 + 2 * inputs[i][1] - inputs[i][2])));
      answers[i] = random.nextDouble() < p;
    }
    assertThat(LogisticRegression.fit(inputs, answers))
        .usingComparatorWithPrecision(0.1)
        .containsExactly(0.5, 2, -1);
  }

  @Test
  void answersThatAnInputSeparatesGiveFiniteWeights() {
    double[] weights =
        LogisticRegression.fit(
            new double[][] {{1, -1}, {1, -2}, {1, 1}, {1, 2}},
            new boolean[] {false, false, true, true});
    assertThat(weights[1]).isPositive().isFinite();
    assertThat(weights[0]).isCloseTo(0, offset(1e-6));
  }
}
