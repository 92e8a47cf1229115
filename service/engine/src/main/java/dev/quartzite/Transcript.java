package dev.quartzite;

import java.util.List;

/**
 * What was said in a recording. Immutable.
 *
 * @param text the words with a space between them; empty where nothing was said
 * @param words the words with their times
 * @param seconds length of the recording
 */
public record Transcript(String text, List<Word> words, double seconds) {
  public Transcript {
    words = List.copyOf(words);
  }
}
