package dev.quartzite.scoring;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What is taken away from texts before they are compared. An error rate means something only
 * together with the name of its normalisation. Each is applied to reference and hypothesis alike.
 */
public enum Normalization {
  /** The text as it is. */
  NONE("none") {
    @Override
    public String apply(String text) {
      return text;
    }
  },
  /** Composed Unicode (NFC), lower case, white space as single spaces. */
  LOWER_CASE("lower-case") {
    @Override
    public String apply(String text) {
      return lowerCase(text);
    }
  },
  /**
   * Lower case; letters, digits and apostrophes stay, everything else separates words. Typographic
   * apostrophes become {@code '}; one that touches no letter or digit goes.
   */
  LETTERS_AND_APOSTROPHES("letters-and-apostrophes") {
    @Override
    public String apply(String text) {
      String plain = TYPOGRAPHIC_APOSTROPHE.matcher(lowerCase(text)).replaceAll("'");
      return NEITHER_LETTER_NOR_APOSTROPHE.matcher(plain).replaceAll(" ").strip();
    }
  };

  private static final Pattern WHITE_SPACE =
      Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern TYPOGRAPHIC_APOSTROPHE = Pattern.compile("[\u2019\u02BC\uFF07]");
  private static final Pattern NEITHER_LETTER_NOR_APOSTROPHE =
      Pattern.compile(
          "(?:[^\\p{L}\\p{M}\\p{Nd}']|(?<![\\p{L}\\p{M}\\p{Nd}])'(?![\\p{L}\\p{Nd}]))+");

  private final String label;

  Normalization(String label) {
    this.label = label;
  }

  /** The normalised text. Applying it twice changes nothing more. */
  public abstract String apply(String text);

  /** The name that settings and reports use. */
  public String label() {
    return label;
  }

  /**
   * The normalisation of this name.
   *
   * @throws IllegalArgumentException naming the known ones
   */
  public static Normalization of(String label) {
    return Arrays.stream(values())
        .filter(normalization -> normalization.label.equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "a normalisation is one of %s, not '%s'".formatted(labels(), label)));
  }

  private static String labels() {
    return Arrays.stream(values()).map(Normalization::label).collect(Collectors.joining(", "));
  }

  private static String lowerCase(String text) {
    String composed = Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    return WHITE_SPACE.matcher(composed).replaceAll(" ").strip();
  }
}
