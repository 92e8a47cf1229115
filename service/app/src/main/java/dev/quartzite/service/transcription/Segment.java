package dev.quartzite.service.transcription;

import dev.quartzite.Token;
import dev.quartzite.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A stretch of speech between pauses. Immutable.
 *
 * @param channel of the recording that it was heard in; 0 where there is one
 * @param words its words; at least one
 */
record Segment(int channel, List<Word> words) {
  /** A silence of this many seconds ends a segment. */
  private static final double PAUSE = 0.6;

  /** A segment of more seconds is split at its longest pause. */
  private static final double LONGEST = 15;

  Segment {
    words = List.copyOf(words);
  }

  /** Splits a transcript at its pauses; where there are none for long, at the longest there is. */
  static List<Segment> split(List<Word> words, int channel) {
    List<Segment> segments = new ArrayList<>();
    int first = 0;
    for (int i = 1; i <= words.size(); i++) {
      if (i == words.size() || pauseBefore(words, i) >= PAUSE) {
        addShort(segments, words.subList(first, i), channel);
        first = i;
      }
    }
    return segments;
  }

  private static void addShort(List<Segment> segments, List<Word> words, int channel) {
    List<Word> rest = words;
    while (rest.get(rest.size() - 1).end() - rest.get(0).start() > LONGEST && rest.size() > 1) {
      int cut = longestPause(rest);
      segments.add(new Segment(channel, rest.subList(0, cut)));
      rest = rest.subList(cut, rest.size());
    }
    segments.add(new Segment(channel, rest));
  }

  /** Index of the word to cut before: behind the longest pause in the first {@link #LONGEST}. */
  private static int longestPause(List<Word> words) {
    double latest = words.get(0).start() + LONGEST;
    int best = 1;
    for (int i = 2; i < words.size() && words.get(i - 1).end() <= latest; i++) {
      if (pauseBefore(words, i) >= pauseBefore(words, best)) {
        best = i;
      }
    }
    return best;
  }

  private static double pauseBefore(List<Word> words, int index) {
    return words.get(index).start() - words.get(index - 1).end();
  }

  /** Seconds from the beginning of the recording. */
  double start() {
    return words.get(0).start();
  }

  /** Seconds from the beginning of the recording. */
  double end() {
    return words.get(words.size() - 1).end();
  }

  String text() {
    return words.stream().map(Word::text).collect(Collectors.joining(" "));
  }

  /** Mean log-probability of the letters, natural log. */
  double meanLogProb() {
    return words.stream()
        .flatMap(word -> word.letters().stream())
        .mapToDouble(Token::logProb)
        .average()
        .orElse(0);
  }

  /** Probability that none of the words is there, if they err independently. */
  double noSpeechProbability() {
    return words.stream().mapToDouble(word -> 1 - word.confidence()).reduce(1, (a, b) -> a * b);
  }
}
