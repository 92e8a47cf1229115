package dev.quartzite.decoding;

import dev.quartzite.acoustic.Emissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * The places that a path takes to read as a text: a gap, the first token, a gap, the second token,
 * …, a gap. A path stays, goes on by one place, or leaves out a gap between two different tokens.
 */
final class CtcGraph {
  /** Stands for a log-probability of −∞, so that even an impossible text has a best path. */
  private static final float LEAST = -1e4f;

  /** Frames times places: half an hour of fluent speech, some ten seconds of work. */
  private static final long MOST_CELLS = 6_000_000_000L;

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

  /**
   * The place of the most probable path in each frame. Scores are kept at the beginning of every
   * block of frames only, and the steps within a block are found again when the path is traced
   * through it: memory grows with the square root of the frames, for twice the time.
   */
  int[] bestPath(Emissions emissions) {
    int frames = emissions.frames();
    if ((long) frames * token.length > MOST_CELLS) {
      throw new IllegalArgumentException(
          "%d frames and %d tokens are too many to be aligned at once; cut the recording"
              .formatted(frames, token.length / 2));
    }
    int block = Math.max(1, (int) Math.sqrt(frames));
    double[] score = new double[token.length];
    Arrays.fill(score, Double.NEGATIVE_INFINITY);
    score[0] = 0;
    byte[] steps = new byte[block * token.length];
    List<double[]> beginnings = new ArrayList<>();
    for (int begin = 0; begin < frames; begin += block) {
      beginnings.add(score.clone());
      advance(emissions, score, begin, Math.min(begin + block, frames), steps);
    }
    boolean endsInToken = score.length > 1 && score[score.length - 2] > score[score.length - 1];
    int place = endsInToken ? score.length - 2 : score.length - 1;
    int[] path = new int[frames];
    for (int i = beginnings.size() - 1; i >= 0; i--) {
      int begin = i * block;
      int end = Math.min(begin + block, frames);
      advance(emissions, beginnings.get(i), begin, end, steps);
      for (int frame = end - 1; frame >= begin; frame--) {
        path[frame] = place;
        place -= steps[(frame - begin) * token.length + place];
      }
    }
    return path;
  }

  private void advance(Emissions emissions, double[] score, int begin, int end, byte[] steps) {
    float[] row = new float[emissions.tokens()];
    for (int frame = begin; frame < end; frame++) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("interrupted while a text was aligned");
      }
      emissions.logProbs().copyRow(frame, row);
      advance(score, row, frame, steps, (frame - begin) * token.length);
    }
  }

  /** Goes on by a frame, noting by how many places the best path to each place came. */
  private void advance(double[] score, float[] row, int frame, byte[] steps, int at) {
    for (int i = 0; i < row.length; i++) {
      row[i] = Math.max(row[i], LEAST);
    }
    float gap = space < 0 ? row[blank] : Math.max(row[blank], row[space]);
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
      steps[at + place] = step;
    }
  }
}
