package dev.quartzite.acoustic;

import java.time.Duration;

/** A recording was not done in time; its work has been abandoned. */
public final class DeadlineExceededException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Duration deadline;

  public DeadlineExceededException(Duration deadline) {
    super("the recording was not done within %.1f s".formatted(deadline.toMillis() / 1e3));
    this.deadline = deadline;
  }

  public Duration deadline() {
    return deadline;
  }
}
