package dev.quartzite;

import dev.quartzite.Transcript.Alternative;
import dev.quartzite.acoustic.Emissions;
import dev.quartzite.decoding.Alphabet;
import dev.quartzite.decoding.Hypothesis;
import dev.quartzite.decoding.TokenSpan;
import dev.quartzite.decoding.WordConfidence;
import dev.quartzite.decoding.WordEvidence;
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
   * @param emissions what it was decoded from
   * @param start where their first frame lies in the recording, seconds
   */
  List<Word> words(Hypothesis hypothesis, Emissions emissions, double start) {
    List<List<TokenSpan>> spaced = spaced(hypothesis);
    List<WordEvidence> evidence = evidence(hypothesis, emissions);
    List<Word> words = new ArrayList<>();
    for (int i = 0; i < spaced.size(); i++) {
      double sure = confidence.of(evidence.get(i));
      words.add(word(spaced.get(i), sure, emissions.frameSeconds(), start));
    }
    return words;
  }

  /** What the confidence in each word of a hypothesis rests on. */
  public List<WordEvidence> evidence(Hypothesis hypothesis, Emissions emissions) {
    return WordEvidence.of(
        emissions, alphabet.blank(), spans(hypothesis), hypothesis.wordLogProbs());
  }

  /** A hypothesis as text, its words with one space between them, with its scores. */
  public Alternative alternative(Hypothesis hypothesis) {
    String text = String.join(" ", spans(hypothesis).stream().map(this::text).toList());
    return new Alternative(text, hypothesis.acousticScore(), hypothesis.languageScore());
  }

  /** The tokens of each word. */
  public List<List<TokenSpan>> spans(Hypothesis hypothesis) {
    return spaced(hypothesis).stream().map(this::letters).toList();
  }

  /** The tokens of each word with the space before it, if there is one. */
  private List<List<TokenSpan>> spaced(Hypothesis hypothesis) {
    List<TokenSpan> tokens = hypothesis.tokens();
    List<List<TokenSpan>> words = new ArrayList<>();
    int first = 0;
    for (int i = 0; i <= tokens.size(); i++) {
      if (i == tokens.size() || tokens.get(i).token() == alphabet.space()) {
        if (i > first) {
          words.add(tokens.subList(Math.max(first - 1, 0), i));
        }
        first = i + 1;
      }
    }
    return words;
  }

  private List<TokenSpan> letters(List<TokenSpan> spaced) {
    boolean hasSpace = spaced.get(0).token() == alphabet.space();
    return hasSpace ? spaced.subList(1, spaced.size()) : spaced;
  }

  /** A word as text. */
  public String text(List<TokenSpan> spans) {
    StringBuilder text = new StringBuilder();
    spans.forEach(span -> text.append(alphabet.token(span.token())));
    return text.toString();
  }

  private Word word(List<TokenSpan> spaced, double sure, double frameSeconds, double start) {
    List<TokenSpan> spans = letters(spaced);
    return new Word(
        text(spans),
        start + spans.get(0).startFrame() * frameSeconds,
        start + spans.get(spans.size() - 1).endFrame() * frameSeconds,
        sure,
        spaced.stream().map(span -> token(span, frameSeconds, start)).toList());
  }

  private Token token(TokenSpan span, double frameSeconds, double start) {
    return new Token(
        span.token(),
        alphabet.token(span.token()),
        start + span.startFrame() * frameSeconds,
        start + span.endFrame() * frameSeconds,
        span.logProb());
  }
}
