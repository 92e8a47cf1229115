package dev.quartzite.decoding;

import java.util.List;

/**
 * How sure a word is, in [0, 1], from the log-probabilities of its tokens: a logistic function of
 * their mean, of the smallest, and of their number. With weights fitted to a model's words that
 * were right and wrong, words said to be 0.9 sure are right nine times in ten (Platt 1999).
 * Immutable.
 *
 * @param bias constant term
 * @param mean weight of the mean log-probability
 * @param minimum weight of the smallest log-probability
 * @param length weight of ln(number of tokens)
 */
public record WordConfidence(double bias, double mean, double minimum, double length) {
  /** No log-probability counts as less: one hopeless token says enough. */
  private static final double LEAST = -10;

  /**
   * The inputs of the logistic function: 1, mean, minimum and ln(number) of the tokens'
   * log-probabilities.
   */
  public static double[] features(List<TokenSpan> word) {
    double sum = 0;
    double minimum = 0;
    for (TokenSpan span : word) {
      double logProb = Math.max(LEAST, span.logProb());
      sum += logProb;
      minimum = Math.min(minimum, logProb);
    }
    return new double[] {1, sum / word.size(), minimum, Math.log(word.size())};
  }

  /** The weights for {@link #features}, in their order. */
  public static WordConfidence of(double[] weights) {
    return new WordConfidence(weights[0], weights[1], weights[2], weights[3]);
  }

  /**
   * For a model that was never calibrated: roughly the geometric mean of the tokens' probabilities,
   * surest at 0.98. It orders words well and promises no more.
   */
  public static WordConfidence uncalibrated() {
    return new WordConfidence(4, 5, 0, 0);
  }

  /** How sure a word of at least one token is. */
  public double of(List<TokenSpan> word) {
    double[] x = features(word);
    return 1 / (1 + Math.exp(-(bias * x[0] + mean * x[1] + minimum * x[2] + length * x[3])));
  }
}
