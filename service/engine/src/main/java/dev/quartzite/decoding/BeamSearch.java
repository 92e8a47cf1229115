package dev.quartzite.decoding;

import dev.quartzite.acoustic.Emissions;
import dev.quartzite.math.FloatMatrix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One search through the emissions of one recording. One thread, used once.
 *
 * <p>Spaces are counted so that texts are distinct: one before the first word, or a second one
 * between two words, adds nothing to a prefix, and in the end one after the last word adds nothing.
 */
final class BeamSearch {
  /**
   * A text that the search ends with.
   *
   * @param prefix its node in the tree
   * @param acoustic ln of the probability of all its paths
   * @param language language score of the whole text
   */
  record Ending(int prefix, double acoustic, double language) {
    double score() {
      return acoustic + language;
    }
  }

  private final int blankToken;
  private final int space;
  private final BeamSearchOptions options;
  private final PrefixScores scores;
  private final PrefixTree tree;
  private final int[] tried;
  private final double[] probability;
  private Beam beam = new Beam();
  private Beam next = new Beam();

  BeamSearch(Alphabet alphabet, PrefixScores scores, BeamSearchOptions options) {
    this.blankToken = alphabet.blank();
    this.space = alphabet.space();
    this.options = options;
    this.scores = scores;
    tree = new PrefixTree(scores, space);
    tried = new int[alphabet.size()];
    probability = new double[alphabet.size()];
    beam.addBlank(PrefixTree.ROOT, 1);
  }

  /** Reads all frames. */
  void read(Emissions emissions) {
    FloatMatrix logProbs = emissions.logProbs();
    float[] row = new float[logProbs.columns()];
    for (int frame = 0; frame < logProbs.rows(); frame++) {
      logProbs.copyRow(frame, row);
      read(row);
    }
  }

  private void read(float[] row) {
    float best = Float.NEGATIVE_INFINITY;
    for (float logProb : row) {
      best = Math.max(best, logProb);
    }
    if (best == Float.NEGATIVE_INFINITY) {
      return; // A frame in which nothing is possible says nothing.
    }
    int count = choose(row, best);
    if (count == 1 && tried[0] == blankToken) {
      beam.hearBlank(best);
      return;
    }
    next.clear(beam.logScale() + best);
    for (int place = 0; place < beam.size(); place++) {
      spread(place, count);
    }
    next.prune(scores, options.beamWidth(), options.beamFloor());
    Beam read = beam;
    beam = next;
    next = read;
  }

  /** Chooses the tokens that are tried in a frame, with probabilities relative to the best. */
  private int choose(float[] row, float best) {
    double floor = Math.min(best, options.tokenFloor());
    int count = 0;
    for (int token = 0; token < row.length; token++) {
      if (row[token] >= floor && row[token] != Float.NEGATIVE_INFINITY) {
        tried[count] = token;
        probability[count++] = Math.exp(row[token] - best);
      }
    }
    return count;
  }

  /** Adds what becomes of one prefix when each of the chosen tokens follows. */
  private void spread(int place, int count) {
    int prefix = beam.prefix(place);
    int last = tree.token(prefix);
    double blank = beam.blank(place);
    double label = beam.label(place);
    for (int i = 0; i < count; i++) {
      int token = tried[i];
      double p = probability[i];
      if (token == blankToken) {
        next.addBlank(prefix, (blank + label) * p);
      } else if (token != last) {
        next.addLabel(tree.child(prefix, token), (blank + label) * p);
      } else if (token == space) {
        next.addLabel(prefix, (blank + label) * p);
      } else {
        next.addLabel(prefix, label * p);
        if (blank > 0) {
          next.addLabel(tree.child(prefix, token), blank * p);
        }
      }
    }
  }

  /** The texts in the end, best first. */
  List<Ending> endings() {
    next.clear(beam.logScale());
    for (int place = 0; place < beam.size(); place++) {
      int prefix = beam.prefix(place);
      boolean spaceLast = prefix != PrefixTree.ROOT && tree.token(prefix) == space;
      next.addLabel(
          spaceLast ? tree.parent(prefix) : prefix, beam.blank(place) + beam.label(place));
    }
    List<Ending> endings = new ArrayList<>(next.size());
    for (int place = 0; place < next.size(); place++) {
      int prefix = next.prefix(place);
      double acoustic = Math.log(next.label(place)) + next.logScale();
      endings.add(new Ending(prefix, acoustic, scores.complete(prefix)));
    }
    endings.sort(Comparator.comparingDouble(Ending::score).reversed());
    return endings;
  }

  /** The tokens of a text. */
  int[] tokens(Ending ending) {
    return tree.tokens(ending.prefix());
  }
}
