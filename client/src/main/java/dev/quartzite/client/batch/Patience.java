package dev.quartzite.client.batch;

import java.time.Duration;

/**
 * How long to try.
 *
 * @param timeout for one request
 * @param deadline for one recording with all its requests and the waits between them, without the
 *     time in which there is no server
 * @param retries how often a request that broke is sent again; a server that asks to come back
 *     later is asked again until the deadline
 * @param serverGone how long to wait for a server that does not answer at all
 */
public record Patience(Duration timeout, Duration deadline, int retries, Duration serverGone) {
  private static final Duration FIRST_WAIT = Duration.ofMillis(500);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  public Patience {
    if (timeout.isZero() || timeout.isNegative() || deadline.isZero() || deadline.isNegative()) {
      throw new IllegalArgumentException(
          "timeout and deadline are longer than nothing, not %s and %s"
              .formatted(timeout, deadline));
    }
    if (retries < 0) {
      throw new IllegalArgumentException("the number of retries is 0 or more, not " + retries);
    }
  }

  /**
   * The wait before another attempt: twice as long each time, half of it left to chance, so that
   * clients that failed together do not come back together.
   *
   * @param attempt 1 after the first
   * @param chance between 0 and 1
   */
  static Duration wait(int attempt, double chance) {
    long nominal =
        Math.min(LONGEST_WAIT.toMillis(), FIRST_WAIT.toMillis() << Math.min(attempt - 1, 16));
    return Duration.ofMillis((long) (nominal * (0.5 + 0.5 * chance)));
  }
}
