package dev.quartzite.decoding;

import dev.quartzite.acoustic.Emissions;
import java.util.Arrays;

/**
 * The places that a path takes to read as a text: a gap, the first token, a gap, the second token,
 * …, a gap. A path stays, goes on by one place, or leaves out a gap between two different tokens.
 */
final class CtcGraph {
  /** Stands for a log-probability of −∞, so that even an impossible text has a best path. */
  private static final float LEAST = -1e4f;

  private final int[] token;
  private final boolean[] skippable;
  private final boolean[] spaceForBlank;
  private final int blank;
  private final int space;

  CtcGraph(Alphabet alphabet, int[] tokens) {
    blank = alphabet.blank();
    space = alphabet.space();
    token = new int[2 * tokens.length + 1];
    skippable = new boolean[token.length];
    spaceForBlank = new boolean[token.length];
    Arrays.fill(token, blank);
    for (int i = 0; i < tokens.length; i++) {
      int place = placeOf(i);
      token[place] = tokens[i];
      skippable[place] = i > 0 && tokens[i] != tokens[i - 1];
    }
    for (int gap = 0; gap < token.length && space >= 0; gap += 2) {
      spaceForBlank[gap] =
          gap == 0 || gap == token.length - 1 || token[gap - 1] == space || token[gap + 1] == space;
    }
  }

  /** The place of a token of the text. */
  static int placeOf(int index) {
    return 2 * index + 1;
  }

  /** The place of the most probable path in each frame. */
  int[] bestPath(Emissions emissions) {
    int frames = emissions.frames();
    int places = token.length;
    if ((long) frames * places > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "%d frames and %d tokens are too many to be aligned at once; cut the recording"
              .formatted(frames, places / 2));
    }
    byte[] steps = new byte[frames * places];
    double[] score = new double[places];
    Arrays.fill(score, Double.NEGATIVE_INFINITY);
    score[0] = 0;
    float[] row = new float[emissions.tokens()];
    for (int frame = 0; frame < frames; frame++) {
      emissions.logProbs().copyRow(frame, row);
      advance(score, row, steps, frame);
    }
    boolean endsInToken = places > 1 && score[places - 2] > score[places - 1];
    return trace(steps, frames, endsInToken ? places - 2 : places - 1);
  }

  /** Goes on by a frame, noting by how many places the best path to each place came. */
  private void advance(double[] score, float[] row, byte[] steps, int frame) {
    for (int i = 0; i < row.length; i++) {
      row[i] = Math.max(row[i], LEAST);
    }
    float gap = space < 0 ? row[blank] : Math.max(row[blank], row[space]);
    int begin = frame * token.length;
    for (int place = Math.min(token.length - 1, 2 * frame + 1); place >= 0; place--) {
      double best = score[place];
      byte step = 0;
      if (place > 0 && score[place - 1] > best) {
        best = score[place - 1];
        step = 1;
      }
      if (skippable[place] && score[place - 2] > best) {
        best = score[place - 2];
        step = 2;
      }
      score[place] = best + (spaceForBlank[place] ? gap : row[token[place]]);
      steps[begin + place] = step;
    }
  }

  private int[] trace(byte[] steps, int frames, int last) {
    int[] path = new int[frames];
    int place = last;
    for (int frame = frames - 1; frame >= 0; frame--) {
      path[frame] = place;
      place -= steps[frame * token.length + place];
    }
    return path;
  }
}
