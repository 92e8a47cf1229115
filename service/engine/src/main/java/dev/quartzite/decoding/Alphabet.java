package dev.quartzite.decoding;

import dev.quartzite.acoustic.Emissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The network's output tokens in the order of its last layer. The blank has no text. Immutable.
 *
 * @param tokens text of each token; that of the blank is empty, every other is not, and none stands
 *     twice
 * @param blank index of the blank
 */
public record Alphabet(List<String> tokens, int blank) {
  /** The token that separates words. */
  public static final String SPACE = " ";

  /** Copies the list and checks that it is an alphabet. */
  public Alphabet {
    tokens = List.copyOf(tokens);
    if (blank < 0 || blank >= tokens.size()) {
      throw new IllegalArgumentException(
          "the blank is one of %d tokens, not number %d".formatted(tokens.size(), blank));
    }
    if (new HashSet<>(tokens).size() != tokens.size()) {
      throw new IllegalArgumentException("a token stands twice in " + tokens);
    }
    if (!tokens.get(blank).isEmpty()) {
      throw new IllegalArgumentException(
          "the blank, token %d, has no text, not '%s'".formatted(blank, tokens.get(blank)));
    }
  }

  /**
   * The alphabet of these labels with the blank inserted at {@code blank}.
   *
   * @param labels text of every token but the blank
   */
  public static Alphabet of(List<String> labels, int blank) {
    if (blank < 0 || blank > labels.size()) {
      throw new IllegalArgumentException(
          "with %d labels the blank is at 0 to %1$d, not at %d".formatted(labels.size(), blank));
    }
    List<String> tokens = new ArrayList<>(labels);
    tokens.add(blank, "");
    return new Alphabet(tokens, blank);
  }

  /**
   * Checks that emissions have a column for every token.
   *
   * @throws IllegalArgumentException if they have not
   */
  void requireFits(Emissions emissions) {
    if (emissions.tokens() != size()) {
      throw new IllegalArgumentException(
          "the alphabet has %d tokens, the emissions have %d"
              .formatted(size(), emissions.tokens()));
    }
  }

  /** Number of tokens, the blank counted. */
  public int size() {
    return tokens.size();
  }

  public String token(int index) {
    return tokens.get(index);
  }

  /** The texts of tokens, one after another. */
  public String text(int[] indices) {
    StringBuilder text = new StringBuilder();
    for (int index : indices) {
      text.append(tokens.get(index));
    }
    return text.toString();
  }

  /**
   * A text in the letters of the alphabet, each as it stands or else in lower or upper case.
   *
   * @throws IllegalArgumentException if it has a letter that no token has
   */
  public String spell(String text) {
    StringBuilder spelt = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      String letter = text.substring(i, i + 1);
      spelt.append(
          form(letter)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "'%s' has '%s', which the model cannot write; it writes %s"
                              .formatted(text, letter, labels()))));
    }
    return spelt.toString();
  }

  /** Whether {@link #spell} has letters for all of a text. */
  public boolean canSpell(String text) {
    return text.chars().allMatch(letter -> form(Character.toString(letter)).isPresent());
  }

  private Optional<String> form(String letter) {
    return Stream.of(letter, letter.toLowerCase(Locale.ROOT), letter.toUpperCase(Locale.ROOT))
        .filter(form -> tokens.stream().anyMatch(token -> token.contains(form)))
        .findFirst();
  }

  /** The texts of all tokens but the blank, in order. */
  public List<String> labels() {
    List<String> labels = new ArrayList<>(tokens);
    labels.remove(blank);
    return labels;
  }

  /** Index of the token that separates words, or −1 in an alphabet without one. */
  public int space() {
    return tokens.indexOf(SPACE);
  }
}
