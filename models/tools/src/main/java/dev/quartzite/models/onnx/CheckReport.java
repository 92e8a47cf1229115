package dev.quartzite.models.onnx;

/**
 * What came out when a rewritten network was compared with the one that it was made of. Differences
 * are the largest between two log-probabilities.
 *
 * @param difference of the networks with the same weights, computed by the same kernels
 * @param differenceAsRun to the original when both run as in the service: also what faster kernels
 *     and weights in float16 round
 * @param batchDifference of a recording in a batch to itself alone
 * @param ownDifference of the original to itself when its input changes by a millionth; 0 if that
 *     was not looked at, since {@link #difference} is within its limit. Otherwise rounding grows
 *     from layer to layer, and the first two differences may be twice as large as this
 * @param speedBefore seconds of audio to a second on one thread, as it was
 * @param speedAfter the same of the rewritten network
 */
public record CheckReport(
    double difference,
    double differenceAsRun,
    double batchDifference,
    double ownDifference,
    double speedBefore,
    double speedAfter) {

  /** Limit of {@link #difference}. */
  public static final double LIMIT = 1e-4;

  /** Limit of {@link #batchDifference}. */
  public static final double BATCH_LIMIT = 1e-3;

  /**
   * Limit of {@link #differenceAsRun} with the same weights. Sums in another order make up to 3e-3
   * with real recordings and a 15x5; both are equally far from what float64 gives.
   */
  public static final double AS_RUN_LIMIT = 1e-2;
}
