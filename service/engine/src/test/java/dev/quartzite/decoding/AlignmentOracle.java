package dev.quartzite.decoding;

import dev.quartzite.acoustic.Emissions;
import dev.quartzite.math.LogMath;
import java.util.HashMap;
import java.util.Map;

/**
 * Sums the probabilities of texts over all paths, one by one: what beam search approximates. For
 * recordings of a few frames.
 */
final class AlignmentOracle {
  private final Alphabet alphabet;
  private final Emissions emissions;
  private final Map<String, Double> logProbs = new HashMap<>();

  private AlignmentOracle(Alphabet alphabet, Emissions emissions) {
    this.alphabet = alphabet;
    this.emissions = emissions;
  }

  /** ln P of every text that has any probability; spaces counted as between words only. */
  static Map<String, Double> logProbs(Alphabet alphabet, Emissions emissions) {
    AlignmentOracle oracle = new AlignmentOracle(alphabet, emissions);
    oracle.walk(0, alphabet.blank(), "", 0);
    return oracle.logProbs;
  }

  private void walk(int frame, int last, String text, double logProb) {
    if (logProb == Double.NEGATIVE_INFINITY) {
      return;
    }
    if (frame == emissions.frames()) {
      String words = text.strip().replaceAll(" +", " ");
      logProbs.merge(words, logProb, LogMath::add);
      return;
    }
    for (int token = 0; token < alphabet.size(); token++) {
      String longer = token == last ? text : text + alphabet.token(token);
      walk(frame + 1, token, longer, logProb + emissions.logProbs().get(frame, token));
    }
  }
}
