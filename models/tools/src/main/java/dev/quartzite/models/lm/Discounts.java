package dev.quartzite.models.lm;

/**
 * What modified Kneser-Ney smoothing takes from the counts of an order: one amount from those of 1,
 * one from those of 2, one from all others (Chen and Goodman 1998, equation 26).
 *
 * @param estimated whether they follow from the text; a text that is too small or too regular gets
 *     ½, 1 and 1½
 */
record Discounts(double one, double two, double more, boolean estimated) {
  private static final Discounts USUAL = new Discounts(0.5, 1, 1.5, false);

  /**
   * Estimates discounts.
   *
   * @param ones number of n-grams with a count of 1
   * @param twos number of n-grams with a count of 2
   * @param threes number of n-grams with a count of 3
   * @param fours number of n-grams with a count of 4
   */
  static Discounts estimate(long ones, long twos, long threes, long fours) {
    if (ones == 0 || twos == 0 || threes == 0) {
      return USUAL;
    }
    double y = ones / (ones + 2.0 * twos);
    double one = 1 - 2 * y * twos / ones;
    double two = 2 - 3 * y * threes / twos;
    double more = 3 - 4 * y * fours / threes;
    boolean usable = one >= 0 && two >= 0 && more >= 0;
    return usable ? new Discounts(one, two, more, true) : USUAL;
  }

  /** What is taken from a count. */
  double of(int count) {
    return switch (count) {
      case 0 -> 0;
      case 1 -> one;
      case 2 -> two;
      default -> more;
    };
  }
}
