package dev.quartzite;

import dev.quartzite.decoding.Alphabet;
import java.util.List;

/**
 * A word of a transcript. Immutable.
 *
 * @param text the word
 * @param start seconds from the beginning of the recording
 * @param end seconds from the beginning of the recording
 * @param confidence how sure the recogniser is, 0 to 1
 * @param tokens what it was read from: its letters, and before them the space that was heard, if
 *     one was
 */
public record Word(String text, double start, double end, double confidence, List<Token> tokens) {
  public Word {
    tokens = List.copyOf(tokens);
  }

  /** Its tokens without the space before it. */
  public List<Token> letters() {
    boolean spaced = !tokens.isEmpty() && tokens.get(0).text().equals(Alphabet.SPACE);
    return spaced ? tokens.subList(1, tokens.size()) : tokens;
  }
}
