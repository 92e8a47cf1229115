package dev.quartzite.decoding;

import dev.quartzite.acoustic.Emissions;
import dev.quartzite.math.FloatMatrix;
import java.util.List;

/** Emissions made up for tests, over the alphabet of space, a, b and blank. */
final class TestEmissions {
  static final Alphabet ALPHABET = Alphabet.of(List.of(" ", "a", "b"), 3);
  private static final String SYMBOLS = " ab_";

  private TestEmissions() {}

  /**
   * Emissions whose best path is known.
   *
   * @param path a character a frame, an underscore for the blank, each with probability 0.7 and all
   *     others with 0.1
   */
  static Emissions ofPath(String path) {
    return ofPath(path, 0.7);
  }

  static Emissions ofPath(String path, double probability) {
    float[] values = new float[path.length() * 4];
    for (int frame = 0; frame < path.length(); frame++) {
      for (int token = 0; token < 4; token++) {
        boolean best = SYMBOLS.charAt(token) == path.charAt(frame);
        values[4 * frame + token] = (float) Math.log(best ? probability : (1 - probability) / 3);
      }
    }
    return of(4, values);
  }

  /** Emissions of rows of probabilities. */
  static Emissions ofRows(double[]... rows) {
    float[] values = new float[rows.length * rows[0].length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.log(rows[i / rows[0].length][i % rows[0].length]);
    }
    return of(rows[0].length, values);
  }

  /** Emissions of rows of so many log-probabilities. */
  static Emissions of(int tokens, float... values) {
    return new Emissions(FloatMatrix.wrap(values.length / tokens, tokens, values), 0.02);
  }
}
