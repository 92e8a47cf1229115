package dev.quartzite.service.transcription;

import dev.quartzite.Transcript;
import dev.quartzite.Word;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Words → subtitles that can be read: two lines of 42 characters at most, on the screen for 1 to 7
 * seconds, broken where the speaker pauses. The words are cut into cues as a whole, by the sequence
 * of cuts with the least cost (dynamic programming), so that no cue is left with what its
 * neighbours did not want.
 */
final class Subtitles {
  static final int LINE = 42;
  static final double SHORTEST = 1;
  static final double LONGEST = 7;

  /** No cue goes on through a silence of this many seconds: its end would be read too early. */
  private static final double SILENCE = 2;

  /** A pause of this many seconds or more is as good a place to break as any. */
  private static final double PAUSE = 0.6;

  // What is worth how much: a cue of its own costs 1, a break in the middle of speech up to 2, a
  // pause within a cue up to 3, each second that a cue is too short 20.
  private static final double BREAK_COST = 2;
  private static final double PAUSE_COST = 3;
  private static final double HURRY_COST = 20;

  private final List<Word> words;

  private Subtitles(List<Word> words) {
    this.words = words;
  }

  /** The subtitles of all channels in order of time. */
  static List<Cue> of(Result result) {
    List<Cue> cues = new ArrayList<>();
    for (int channel = 0; channel < result.channels().size(); channel++) {
      Transcript transcript = result.channels().get(channel);
      cues.addAll(new Subtitles(transcript.words()).cues(channel));
    }
    cues.sort(Comparator.comparingDouble(Cue::start));
    return cues;
  }

  private List<Cue> cues(int channel) {
    int[] beginnings = bestBeginnings();
    List<Cue> cues = new ArrayList<>();
    for (int end = words.size(); end > 0; end = beginnings[end]) {
      int begin = beginnings[end];
      cues.add(
          new Cue(
              channel, words.get(begin).start(), shownUntil(begin, end), lines(text(begin, end))));
    }
    Collections.reverse(cues);
    return cues;
  }

  /** For each number of words, where the last cue begins when they are cut in the best way. */
  private int[] bestBeginnings() {
    double[] cost = new double[words.size() + 1];
    int[] beginnings = new int[words.size() + 1];
    Arrays.fill(cost, 1, cost.length, Double.POSITIVE_INFINITY);
    for (int end = 1; end <= words.size(); end++) {
      for (int begin = end - 1; begin >= 0 && (begin == end - 1 || fits(begin, end)); begin--) {
        double total = cost[begin] + cost(begin, end);
        if (total < cost[end]) {
          cost[end] = total;
          beginnings[end] = begin;
        }
      }
    }
    return beginnings;
  }

  private boolean fits(int begin, int end) {
    return words.get(end - 1).end() - words.get(begin).start() <= LONGEST
        && pauseBefore(begin + 1) < SILENCE
        && fitsOneOrTwoLines(text(begin, end));
  }

  private double cost(int begin, int end) {
    double cost = 1;
    for (int i = begin + 1; i < end; i++) {
      cost += PAUSE_COST * Math.min(1, Math.max(0, pauseBefore(i) / PAUSE - 0.5));
    }
    if (end < words.size()) {
      cost += BREAK_COST * (1 - Math.min(1, Math.max(0, pauseBefore(end) / PAUSE)));
    }
    double shown = shownUntil(begin, end) - words.get(begin).start();
    return cost + HURRY_COST * Math.max(0, SHORTEST - shown);
  }

  private double pauseBefore(int word) {
    return words.get(word).start() - words.get(word - 1).end();
  }

  /** As long as it is said, longer where that is too short and the next cue leaves the time. */
  private double shownUntil(int begin, int end) {
    double start = words.get(begin).start();
    double until = Math.max(words.get(end - 1).end(), start + SHORTEST);
    if (end < words.size()) {
      until = Math.min(until, words.get(end).start());
    }
    return Math.min(until, start + LONGEST);
  }

  private String text(int begin, int end) {
    return words.subList(begin, end).stream().map(Word::text).collect(Collectors.joining(" "));
  }

  private static boolean fitsOneOrTwoLines(String text) {
    return text.length() <= LINE || evenSplit(text) >= 0;
  }

  /** One line if it fits, else two; a word that is longer than a line is cut. */
  private static List<String> lines(String text) {
    if (text.length() <= LINE) {
      return List.of(text);
    }
    int split = evenSplit(text);
    return split < 0
        ? List.of(text.split("(?<=\\G.{%d})".formatted(LINE)))
        : List.of(text.substring(0, split), text.substring(split + 1));
  }

  /** The space that splits a text into two lines as even as can be; −1 if none does. */
  private static int evenSplit(String text) {
    int best = -1;
    int width = LINE + 1;
    for (int i = text.indexOf(' '); i >= 0; i = text.indexOf(' ', i + 1)) {
      int longer = Math.max(i, text.length() - i - 1);
      if (longer < width) {
        best = i;
        width = longer;
      }
    }
    return best;
  }
}
