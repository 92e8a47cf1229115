package dev.quartzite.client.bench;

import java.time.Duration;

/**
 * How much load.
 *
 * @param requests no more are sent
 * @param duration after this none is sent
 */
public record Extent(long requests, Duration duration) {
  /** Whether request number {@code number}, from 0, is still to be sent after so many seconds. */
  boolean includes(long number, double seconds) {
    return number < requests && seconds < duration.toNanos() / 1e9;
  }
}
