package dev.quartzite.acoustic;

import dev.quartzite.math.FloatMatrix;

/**
 * Where the emissions of two overlapping segments are joined: at the frame of the overlap at which
 * both are surest of a space, so that no word is cut; where neither hears one, at the frame at
 * which both are surest of a blank.
 *
 * @param frame frame of the overlap, at which the first segment ends and the second begins
 * @param agreement part of the frames of the overlap in which both have the same most probable
 *     token
 */
public record Seam(int frame, double agreement) {
  /** Below this neither is taken to hear a space: half a chance each. */
  private static final double SURE = 2 * Math.log(0.5);

  /**
   * Finds the seam of two segments.
   *
   * @param from frame of the first at which the second begins
   * @param space the token between words, or −1
   */
  public static Seam between(Emissions first, int from, Emissions second, int space, int blank) {
    int overlap = Math.min(first.frames() - from, second.frames());
    FloatMatrix a = first.logProbs().slice(from, from + overlap);
    FloatMatrix b = second.logProbs().slice(0, overlap);
    int seam = space < 0 ? -1 : best(a, b, space, SURE);
    if (seam < 0) {
      seam = best(a, b, blank, Double.NEGATIVE_INFINITY);
    }
    int equal = 0;
    for (int frame = 0; frame < overlap; frame++) {
      equal += argmax(a, frame) == argmax(b, frame) ? 1 : 0;
    }
    return new Seam(seam, overlap == 0 ? 1 : (double) equal / overlap);
  }

  /**
   * The frame after the one that most surely has this token in both; −1 if none is surer than
   * {@code least}.
   */
  private static int best(FloatMatrix a, FloatMatrix b, int token, double least) {
    int best = -1;
    double bestScore = least;
    for (int frame = 0; frame < a.rows(); frame++) {
      double score = a.get(frame, token) + b.get(frame, token);
      if (score > bestScore) {
        bestScore = score;
        best = frame + 1;
      }
    }
    return best;
  }

  private static int argmax(FloatMatrix matrix, int row) {
    int best = 0;
    for (int column = 1; column < matrix.columns(); column++) {
      if (matrix.get(row, column) > matrix.get(row, best)) {
        best = column;
      }
    }
    return best;
  }
}
