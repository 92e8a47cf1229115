package dev.quartzite.decoding;

import java.util.List;

/**
 * What a decoder takes a recording to say. Immutable.
 *
 * @param tokens the tokens with their frames, in order of time
 * @param acousticScore ln P(tokens | recording), natural log: of the best path for the greedy
 *     decoder, of all paths for beam search
 * @param languageScore weighted language score with all bonuses, natural log; 0 without a language
 *     model
 * @param wordLogProbs ln P(word | words before it) of each word and of the end after them by the
 *     language model, as it is; empty without one
 */
public record Hypothesis(
    List<TokenSpan> tokens, double acousticScore, double languageScore, List<Double> wordLogProbs) {
  public Hypothesis {
    tokens = List.copyOf(tokens);
    wordLogProbs = List.copyOf(wordLogProbs);
  }

  /** Acoustic and language score together: what hypotheses are ranked by. */
  public double score() {
    return acousticScore + languageScore;
  }

  /** The tokens as text, as they were decoded. */
  public String text(Alphabet alphabet) {
    StringBuilder text = new StringBuilder();
    for (TokenSpan span : tokens) {
      text.append(alphabet.token(span.token()));
    }
    return text.toString();
  }
}
