package dev.quartzite.decoding;

import dev.quartzite.acoustic.Emissions;
import java.util.ArrayList;
import java.util.List;

/**
 * Best-path decoding (Graves et al. 2006): the most probable token of each frame, repetitions
 * merged, blanks dropped. Immutable and safe for any number of threads.
 */
public final class GreedyCtcDecoder implements CtcDecoder {
  private final Alphabet alphabet;

  public GreedyCtcDecoder(Alphabet alphabet) {
    this.alphabet = alphabet;
  }

  @Override
  public List<Hypothesis> decode(Emissions emissions) {
    alphabet.requireFits(emissions);
    List<TokenSpan> spans = new ArrayList<>();
    float[] row = new float[emissions.tokens()];
    double pathScore = 0;
    double runScore = 0;
    int run = alphabet.blank();
    int runStart = 0;
    for (int frame = 0; frame < emissions.frames(); frame++) {
      emissions.logProbs().copyRow(frame, row);
      int best = indexOfLargest(row);
      pathScore += row[best];
      if (best != run) {
        addRun(spans, run, runStart, frame, runScore);
        run = best;
        runStart = frame;
        runScore = 0;
      }
      runScore += row[best];
    }
    addRun(spans, run, runStart, emissions.frames(), runScore);
    return List.of(new Hypothesis(spans, pathScore, 0, List.of()));
  }

  @Override
  public int nBest() {
    return 1;
  }

  private void addRun(List<TokenSpan> spans, int token, int start, int end, double score) {
    if (token != alphabet.blank()) {
      spans.add(new TokenSpan(token, start, end, score / (end - start)));
    }
  }

  private static int indexOfLargest(float[] row) {
    int best = 0;
    for (int i = 1; i < row.length; i++) {
      if (row[i] > row[best]) {
        best = i;
      }
    }
    return best;
  }
}
