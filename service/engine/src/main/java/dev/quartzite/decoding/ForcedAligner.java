package dev.quartzite.decoding;

import dev.quartzite.acoustic.Emissions;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds when each token of a given text was heard: by the most probable path through the CTC graph
 * of the text, which is its tokens with blanks before, between and after them (Graves et al. 2006;
 * Viterbi 1967). Immutable and safe for any number of threads.
 *
 * <p>At both ends and beside a space, a space may be heard in place of a blank, so that one space
 * in the text stands for any number that the network heard.
 */
public final class ForcedAligner {
  private final Alphabet alphabet;

  public ForcedAligner(Alphabet alphabet) {
    this.alphabet = alphabet;
  }

  /**
   * The frames of each token. Takes time in proportion to frames and tokens, and memory in
   * proportion to the tokens and the square root of the frames.
   *
   * @param tokens indices in the alphabet, without blanks
   * @return a span for each token, in order
   * @throws IllegalArgumentException if the tokens need more frames than there are, saying how
   *     many; if one is a blank or not of the alphabet; or if both are more than half an hour of
   *     fluent speech
   */
  public List<TokenSpan> align(Emissions emissions, int[] tokens) {
    alphabet.requireFits(emissions);
    check(emissions, tokens);
    int[] path = new CtcGraph(alphabet, tokens).bestPath(emissions);
    List<TokenSpan> spans = new ArrayList<>(tokens.length);
    int frame = 0;
    for (int i = 0; i < tokens.length; i++) {
      while (path[frame] != CtcGraph.placeOf(i)) {
        frame++;
      }
      int start = frame;
      double logProb = 0;
      while (frame < path.length && path[frame] == CtcGraph.placeOf(i)) {
        logProb += emissions.logProbs().get(frame++, tokens[i]);
      }
      spans.add(new TokenSpan(tokens[i], start, frame, logProb / (frame - start)));
    }
    return spans;
  }

  private void check(Emissions emissions, int[] tokens) {
    int repeated = 0;
    for (int i = 0; i < tokens.length; i++) {
      if (tokens[i] < 0 || tokens[i] >= alphabet.size() || tokens[i] == alphabet.blank()) {
        throw new IllegalArgumentException(
            "token %d is one of 0 to %d and not the blank, %d, but it is %d"
                .formatted(i, alphabet.size() - 1, alphabet.blank(), tokens[i]));
      }
      repeated += i > 0 && tokens[i] == tokens[i - 1] ? 1 : 0;
    }
    if (tokens.length + repeated > emissions.frames()) {
      throw new IllegalArgumentException(
          "the text needs %d frames (%d tokens, %d of them repeated), the recording has %d"
              .formatted(tokens.length + repeated, tokens.length, repeated, emissions.frames()));
    }
  }
}
