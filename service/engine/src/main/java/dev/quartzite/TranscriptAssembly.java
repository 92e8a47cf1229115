package dev.quartzite;

import dev.quartzite.decoding.Alphabet;
import dev.quartzite.decoding.Hypothesis;
import dev.quartzite.decoding.TokenSpan;
import java.util.ArrayList;
import java.util.List;

/** Hypothesis → {@link Word}s: tokens become words, frames become seconds. */
final class TranscriptAssembly {
  private TranscriptAssembly() {}

  /**
   * The words of a hypothesis.
   *
   * @param start where its first frame lies in the recording, seconds
   */
  static List<Word> words(
      Hypothesis hypothesis, Alphabet alphabet, double frameSeconds, double start) {
    List<Word> words = new ArrayList<>();
    List<TokenSpan> spans = new ArrayList<>();
    for (TokenSpan span : hypothesis.tokens()) {
      if (span.token() != alphabet.space()) {
        spans.add(span);
      } else if (!spans.isEmpty()) {
        words.add(word(spans, alphabet, frameSeconds, start));
        spans.clear();
      }
    }
    if (!spans.isEmpty()) {
      words.add(word(spans, alphabet, frameSeconds, start));
    }
    return words;
  }

  private static Word word(
      List<TokenSpan> spans, Alphabet alphabet, double frameSeconds, double start) {
    StringBuilder text = new StringBuilder();
    double logProb = 0;
    for (TokenSpan span : spans) {
      text.append(alphabet.token(span.token()));
      logProb += span.logProb();
    }
    return new Word(
        text.toString(),
        start + spans.get(0).startFrame() * frameSeconds,
        start + spans.get(spans.size() - 1).endFrame() * frameSeconds,
        Math.exp(logProb / spans.size()));
  }
}
