package dev.quartzite.scoring;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The range in which an error rate lies with a given confidence.
 *
 * @param lower lower end, a rate as {@link ErrorCounts#rate}
 * @param upper upper end, a rate as {@link ErrorCounts#rate}
 * @param level confidence, between 0 and 1
 */
public record ConfidenceInterval(double lower, double upper, double level) {
  private static final int RESAMPLES = 10_000;

  /**
   * The interval that the bootstrap gives: utterances are drawn anew with replacement 10,000 times,
   * and the interval leaves the same share of the resulting rates out at either end (Bisani and Ney
   * 2004, "Bootstrap estimates for confidence intervals in ASR performance evaluation"). The same
   * seed gives the same interval.
   *
   * @param utterances counts of each utterance; utterances, not words, are taken as independent
   * @throws IllegalArgumentException if there is no utterance, or the level is not between 0 and 1
   */
  public static ConfidenceInterval bootstrap(
      List<ErrorCounts> utterances, double level, long seed) {
    if (utterances.isEmpty()) {
      throw new IllegalArgumentException("an interval needs at least one utterance, not none");
    }
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("the level is between 0 and 1, not " + level);
    }
    long[] errors = utterances.stream().mapToLong(ErrorCounts::errors).toArray();
    long[] references = utterances.stream().mapToLong(ErrorCounts::reference).toArray();
    SplittableRandom random = new SplittableRandom(seed);
    double[] rates = new double[RESAMPLES];
    Arrays.setAll(rates, resample -> resampledRate(errors, references, random));
    Arrays.sort(rates);
    int left = (int) Math.round(RESAMPLES * (1 - level) / 2);
    return new ConfidenceInterval(rates[left], rates[RESAMPLES - 1 - left], level);
  }

  private static double resampledRate(long[] errors, long[] references, SplittableRandom random) {
    long error = 0;
    long reference = 0;
    for (int i = 0; i < errors.length; i++) {
      int drawn = random.nextInt(errors.length);
      error += errors[drawn];
      reference += references[drawn];
    }
    return error == 0 ? 0 : (double) error / reference;
  }
}
