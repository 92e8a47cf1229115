package dev.quartzite.acoustic;

import dev.quartzite.math.FloatMatrix;

/**
 * What the network says of a recording: the probability of every token in every frame.
 *
 * @param logProbs {@code [frames × tokens]}, natural log; each row sums to 1 as probabilities
 * @param frameSeconds distance between frames, seconds (QuartzNet: 0.02)
 */
public record Emissions(FloatMatrix logProbs, double frameSeconds) {
  public int frames() {
    return logProbs.rows();
  }

  /** Size of the alphabet with the blank. */
  public int tokens() {
    return logProbs.columns();
  }
}
