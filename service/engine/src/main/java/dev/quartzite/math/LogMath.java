package dev.quartzite.math;

/**
 * Sums of probabilities given as natural logarithms. Zero probability is {@link
 * Double#NEGATIVE_INFINITY}.
 */
public final class LogMath {
  private LogMath() {}

  /** ln(eᵃ + eᵇ), without overflow. */
  public static double add(double a, double b) {
    double larger = Math.max(a, b);
    if (larger == Double.NEGATIVE_INFINITY) {
      return larger;
    }
    return larger + Math.log1p(Math.exp(Math.min(a, b) - larger));
  }
}
