package dev.quartzite;

import dev.quartzite.decoding.Alphabet;
import dev.quartzite.decoding.Hypothesis;
import dev.quartzite.decoding.TokenSpan;
import dev.quartzite.decoding.WordConfidence;
import java.util.ArrayList;
import java.util.List;

/**
 * Hypothesis → {@link Word}s: tokens become words, frames become seconds, log-probabilities become
 * confidence. Immutable.
 *
 * @param alphabet the network's tokens
 * @param confidence how sure a word is
 */
public record WordReader(Alphabet alphabet, WordConfidence confidence) {
  /**
   * The words of a hypothesis.
   *
   * @param frameSeconds distance between its frames, seconds
   * @param start where its first frame lies in the recording, seconds
   */
  List<Word> words(Hypothesis hypothesis, double frameSeconds, double start) {
    return spans(hypothesis).stream().map(spans -> word(spans, frameSeconds, start)).toList();
  }

  /** The tokens of each word. */
  public List<List<TokenSpan>> spans(Hypothesis hypothesis) {
    List<List<TokenSpan>> words = new ArrayList<>();
    List<TokenSpan> word = new ArrayList<>();
    for (TokenSpan span : hypothesis.tokens()) {
      if (span.token() != alphabet.space()) {
        word.add(span);
      } else if (!word.isEmpty()) {
        words.add(List.copyOf(word));
        word.clear();
      }
    }
    if (!word.isEmpty()) {
      words.add(List.copyOf(word));
    }
    return words;
  }

  /** A word as text. */
  public String text(List<TokenSpan> spans) {
    StringBuilder text = new StringBuilder();
    spans.forEach(span -> text.append(alphabet.token(span.token())));
    return text.toString();
  }

  private Word word(List<TokenSpan> spans, double frameSeconds, double start) {
    return new Word(
        text(spans),
        start + spans.get(0).startFrame() * frameSeconds,
        start + spans.get(spans.size() - 1).endFrame() * frameSeconds,
        confidence.of(spans));
  }
}
