package dev.quartzite.acoustic;

import dev.quartzite.math.FloatMatrix;
import java.util.Arrays;

/**
 * What the network says of a recording: the probability of every token in every frame.
 *
 * @param logProbs {@code [frames × tokens]}, natural log; each row sums to 1 as probabilities
 * @param frameSeconds distance between frames, seconds (QuartzNet: 0.02)
 */
public record Emissions(FloatMatrix logProbs, double frameSeconds) {
  /**
   * Checks that every value is a log-probability, so that no decoder has to.
   *
   * @throws IllegalArgumentException if one is NaN or +∞, naming its frame and token
   */
  public Emissions {
    for (int frame = 0; frame < logProbs.rows(); frame++) {
      for (int token = 0; token < logProbs.columns(); token++) {
        float value = logProbs.get(frame, token);
        if (!(value < Float.POSITIVE_INFINITY)) {
          throw new IllegalArgumentException(
              "emissions are log-probabilities, but frame %d has %s for token %d"
                  .formatted(frame, value, token));
        }
      }
    }
  }

  public int frames() {
    return logProbs.rows();
  }

  /** Size of the alphabet with the blank. */
  public int tokens() {
    return logProbs.columns();
  }

  /** The frames from {@code from} (inclusive) to {@code to} (exclusive). */
  public Emissions slice(int from, int to) {
    return new Emissions(logProbs.slice(from, to), frameSeconds);
  }

  /** As many frames in which nothing is said: the blank is certain. */
  public Emissions silenced(int blank) {
    float[] values = new float[frames() * tokens()];
    Arrays.fill(values, Float.NEGATIVE_INFINITY);
    for (int i = blank; i < values.length; i += tokens()) {
      values[i] = 0;
    }
    return new Emissions(FloatMatrix.wrap(frames(), tokens(), values), frameSeconds);
  }
}
