package dev.quartzite.models.evaluation;

import dev.quartzite.decoding.WordConfidence;
import java.util.ArrayList;
import java.util.List;

/**
 * How often words are right that a model is so and so sure of. Immutable.
 *
 * @param bins ten ranges of confidence, from the lowest
 */
record Reliability(List<Bin> bins) {
  private static final int BINS = 10;

  /**
   * Words of a range of confidence.
   *
   * @param words how many
   * @param confidence their mean confidence
   * @param right which part of them is right
   */
  record Bin(int words, double confidence, double right) {}

  static Reliability of(WordConfidence confidence, List<HeardWord> words) {
    int[] counts = new int[BINS];
    double[] sums = new double[BINS];
    double[] rights = new double[BINS];
    for (HeardWord word : words) {
      double sure = confidence.of(word.evidence());
      int bin = Math.min(BINS - 1, (int) (sure * BINS));
      counts[bin]++;
      sums[bin] += sure;
      rights[bin] += word.right() ? 1 : 0;
    }
    List<Bin> bins = new ArrayList<>();
    for (int i = 0; i < BINS; i++) {
      int divisor = Math.max(1, counts[i]);
      bins.add(new Bin(counts[i], sums[i] / divisor, rights[i] / divisor));
    }
    return new Reliability(bins);
  }

  /**
   * Expected calibration error (Naeini et al. 2015): mean of |right − confidence| over the words.
   */
  double expectedCalibrationError() {
    double sum = 0;
    int words = 0;
    for (Bin bin : bins) {
      sum += bin.words() * Math.abs(bin.right() - bin.confidence());
      words += bin.words();
    }
    return words == 0 ? 0 : sum / words;
  }

  /** The table, for people. */
  String table() {
    StringBuilder table = new StringBuilder("confidence    words   mean    right\n");
    for (int i = 0; i < BINS; i++) {
      Bin bin = bins.get(i);
      if (bin.words() > 0) {
        table.append(
            "%.1f to %.1f  %7d  %.3f   %.3f%n"
                .formatted(i / 10.0, (i + 1) / 10.0, bin.words(), bin.confidence(), bin.right()));
      }
    }
    return table
        .append("expected calibration error %.4f%n".formatted(expectedCalibrationError()))
        .toString();
  }
}
