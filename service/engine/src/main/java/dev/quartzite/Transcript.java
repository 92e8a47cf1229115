package dev.quartzite;

import java.util.List;

/**
 * What was said in a recording. Immutable.
 *
 * @param text the words with a space between them; empty where nothing was said
 * @param words the words with their times
 * @param seconds length of the recording
 * @param joints where a long recording was cut without a pause and joined again
 */
public record Transcript(String text, List<Word> words, double seconds, List<Joint> joints) {
  /**
   * A place at which overlapping segments of a long recording were joined.
   *
   * @param time seconds from the beginning of the recording
   * @param agreement part of the overlap in which both segments heard the same, 0 to 1
   */
  public record Joint(double time, double agreement) {}

  public Transcript {
    words = List.copyOf(words);
    joints = List.copyOf(joints);
  }

  /** A transcript of these words. */
  static Transcript of(List<Word> words, double seconds, List<Joint> joints) {
    String text = String.join(" ", words.stream().map(Word::text).toList());
    return new Transcript(text, words, seconds, joints);
  }
}
