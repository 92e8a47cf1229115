package dev.quartzite.decoding;

import java.util.ArrayList;
import java.util.List;

/**
 * A word or phrase that a recording is likely to hold. Immutable.
 *
 * @param phrase words with spaces between them
 * @param boost what each occurrence adds to a text's score, natural log; below 0 it discourages
 * @param variants other spellings that are looked for as well; each is written as it is spelt here
 */
public record HotWord(String phrase, double boost, List<String> variants) {
  /** The boost where none is asked for. */
  public static final double DEFAULT_BOOST = 8;

  /**
   * Copies the list and checks the boost.
   *
   * @throws IllegalArgumentException if the boost is not a finite number, or a spelling is blank
   */
  public HotWord {
    variants = List.copyOf(variants);
    if (!Double.isFinite(boost)) {
      throw new IllegalArgumentException(
          "the boost of '%s' is a finite number, not %s".formatted(phrase, boost));
    }
    if (phrase.isBlank() || variants.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException(
          "a hot word has letters in each of its spellings, not %s, %s"
              .formatted(phrase, variants));
    }
  }

  /** A phrase with one spelling and the usual boost. */
  public HotWord(String phrase) {
    this(phrase, DEFAULT_BOOST, List.of());
  }

  /** All spellings, that of the phrase first. */
  public List<String> spellings() {
    List<String> spellings = new ArrayList<>(List.of(phrase));
    spellings.addAll(variants);
    return spellings;
  }
}
