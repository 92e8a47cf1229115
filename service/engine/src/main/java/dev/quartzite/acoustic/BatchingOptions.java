package dev.quartzite.acoustic;

import java.time.Duration;

/**
 * How recordings share a network.
 *
 * @param workers runs of the network at once
 * @param maxBatch recordings in a run
 * @param maxBatchFrames spectrogram frames in a run, padding counted; a single longer recording
 *     runs alone
 * @param queueCapacity recordings that may wait; one more is refused
 * @param deadline how long a caller waits for its result before it is abandoned
 */
public record BatchingOptions(
    int workers, int maxBatch, int maxBatchFrames, int queueCapacity, Duration deadline) {
  public BatchingOptions {
    require("workers", workers);
    require("largest batch", maxBatch);
    require("largest number of frames in a batch", maxBatchFrames);
    require("queue's capacity", queueCapacity);
    if (deadline.isNegative() || deadline.isZero()) {
      throw new IllegalArgumentException("the deadline is positive, not " + deadline);
    }
  }

  /**
   * On a processor a larger batch is no faster (its kernels are busy with one recording), so each
   * runs alone: as many at once as there are cores.
   */
  public static BatchingOptions forCpu(int queueCapacity, Duration deadline) {
    return new BatchingOptions(
        Runtime.getRuntime().availableProcessors(), 1, Integer.MAX_VALUE, queueCapacity, deadline);
  }

  /** On a GPU one run at a time, of up to 64 recordings and ten minutes of sound. */
  public static BatchingOptions forGpu(int queueCapacity, Duration deadline) {
    return new BatchingOptions(1, 64, 60_000, queueCapacity, deadline);
  }

  private static void require(String what, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("the " + what + " is at least 1, not " + value);
    }
  }
}
