package dev.quartzite.service.transcription;

import dev.quartzite.Token;
import dev.quartzite.Transcript;
import dev.quartzite.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Words and transcripts that nobody had to say. */
final class Words {
  private Words() {}

  /** A word whose letters take equal time and are equally probable, with a space before it. */
  static Word word(String text, double start, double end, double confidence, double logProb) {
    List<Token> tokens = new ArrayList<>(List.of(new Token(0, " ", start, start, logProb)));
    double each = (end - start) / text.length();
    for (int i = 0; i < text.length(); i++) {
      tokens.add(
          new Token(
              text.charAt(i) - 'a' + 1,
              text.substring(i, i + 1),
              start + i * each,
              start + (i + 1) * each,
              logProb));
    }
    return new Word(text, start, end, confidence, tokens);
  }

  static Word word(String text, double start, double end) {
    return word(text, start, end, 0.9, -0.1);
  }

  static Transcript transcript(List<Word> words) {
    String text = words.stream().map(Word::text).collect(Collectors.joining(" "));
    return new Transcript(text, words, 60, List.of(), List.of());
  }

  /** What was said in a recording of one channel. */
  static Result result(List<Word> words) {
    return new Result(List.of(transcript(words)), 60);
  }

  /** What was said in a recording of two channels. */
  static Result result(List<Word> left, List<Word> right) {
    return new Result(List.of(transcript(left), transcript(right)), 60);
  }
}
