package dev.quartzite.acoustic;

import java.time.Duration;

/** The queue is full: the recording was refused at once and nothing was begun. */
public final class OverloadedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Duration retryAfter;

  /**
   * @param queued recordings that wait
   * @param retryAfter when it is worth trying again
   */
  public OverloadedException(int queued, Duration retryAfter) {
    super(
        "%d recordings are waiting, and no more are taken; try again in %d s"
            .formatted(queued, retryAfter.toSeconds()));
    this.retryAfter = retryAfter;
  }

  /** When it is worth trying again; at least a second. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
