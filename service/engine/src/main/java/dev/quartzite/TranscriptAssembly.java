package dev.quartzite;

import dev.quartzite.decoding.Alphabet;
import dev.quartzite.decoding.Hypothesis;
import dev.quartzite.decoding.TokenSpan;
import java.util.ArrayList;
import java.util.List;

/** Hypothesis → {@link Transcript}: tokens become words, frames become seconds. */
final class TranscriptAssembly {
  private TranscriptAssembly() {}

  static Transcript assemble(
      Hypothesis hypothesis, Alphabet alphabet, double frameSeconds, double seconds) {
    List<Word> words = new ArrayList<>();
    List<TokenSpan> word = new ArrayList<>();
    for (TokenSpan span : hypothesis.tokens()) {
      if (span.token() == alphabet.space()) {
        addWord(words, word, alphabet, frameSeconds);
        word.clear();
      } else {
        word.add(span);
      }
    }
    addWord(words, word, alphabet, frameSeconds);
    return new Transcript(
        String.join(" ", words.stream().map(Word::text).toList()), words, seconds);
  }

  private static void addWord(
      List<Word> words, List<TokenSpan> spans, Alphabet alphabet, double frameSeconds) {
    if (spans.isEmpty()) {
      return;
    }
    StringBuilder text = new StringBuilder();
    double logProb = 0;
    for (TokenSpan span : spans) {
      text.append(alphabet.token(span.token()));
      logProb += span.logProb();
    }
    words.add(
        new Word(
            text.toString(),
            spans.get(0).startFrame() * frameSeconds,
            spans.get(spans.size() - 1).endFrame() * frameSeconds,
            Math.exp(logProb / spans.size())));
  }
}
