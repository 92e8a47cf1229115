package dev.quartzite.scoring;

import java.util.List;

/** Texts as the sequences of tokens that error rates count. */
public final class Tokens {
  private Tokens() {}

  /** The words of a text: what stands between white space. Empty for a blank text. */
  public static List<String> words(String text) {
    String stripped = text.strip();
    return stripped.isEmpty() ? List.of() : List.of(stripped.split("\\s+"));
  }

  /** The characters of a text, one a Unicode code point, spaces between words among them. */
  public static List<String> characters(String text) {
    return text.strip().codePoints().mapToObj(Character::toString).toList();
  }
}
