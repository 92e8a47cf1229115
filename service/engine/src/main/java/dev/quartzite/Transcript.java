package dev.quartzite;

import java.util.List;

/**
 * What was said in a recording. Immutable.
 *
 * @param text the words with a space between them; empty where nothing was said
 * @param words the words with their times
 * @param seconds length of the recording
 * @param joints where a long recording was cut without a pause and joined again
 * @param alternatives the most probable texts of the whole recording, as many as its decoder gives,
 *     best first; the first is {@link #text}
 */
public record Transcript(
    String text,
    List<Word> words,
    double seconds,
    List<Joint> joints,
    List<Alternative> alternatives) {
  /**
   * A place at which overlapping segments of a long recording were joined.
   *
   * @param time seconds from the beginning of the recording
   * @param agreement part of the overlap in which both segments heard the same, 0 to 1
   */
  public record Joint(double time, double agreement) {}

  /**
   * A text that the recording may say.
   *
   * @param text words with a space between them
   * @param acousticScore ln P(text | recording), natural log; of a recording in several segments,
   *     the sum of theirs
   * @param languageScore weighted language score with all bonuses, natural log; 0 without a
   *     language model
   */
  public record Alternative(String text, double acousticScore, double languageScore) {
    /** Acoustic and language score together: what alternatives are ranked by. */
    public double score() {
      return acousticScore + languageScore;
    }
  }

  public Transcript {
    words = List.copyOf(words);
    joints = List.copyOf(joints);
    alternatives = List.copyOf(alternatives);
  }

  /** A transcript of these words. */
  static Transcript of(
      List<Word> words, double seconds, List<Joint> joints, List<Alternative> alternatives) {
    String text = String.join(" ", words.stream().map(Word::text).toList());
    return new Transcript(text, words, seconds, joints, alternatives);
  }
}
