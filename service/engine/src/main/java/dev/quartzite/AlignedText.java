package dev.quartzite;

import dev.quartzite.acoustic.Emissions;
import dev.quartzite.decoding.Alphabet;
import dev.quartzite.decoding.ForcedAligner;
import dev.quartzite.decoding.Hypothesis;
import dev.quartzite.decoding.TokenSpan;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A text that was said, to be found in a recording. Its words are those between white space; of
 * each, what the alphabet has is searched: letters in the case that it knows, without punctuation.
 * Immutable.
 */
public final class AlignedText {
  private static final String APOSTROPHES = "\u2018\u2019\u02bc\u00b4`";

  private final WordReader reader;
  private final List<String> words;
  private final List<List<Integer>> letters;

  private AlignedText(WordReader reader, List<String> words, List<List<Integer>> letters) {
    this.reader = reader;
    this.words = words;
    this.letters = letters;
  }

  /**
   * Reads a text.
   *
   * @throws IllegalArgumentException if it has a word without a letter that the alphabet knows, as
   *     a number, which may be said in more than one way; or no word at all
   */
  public static AlignedText of(String text, WordReader reader) {
    List<String> words = new ArrayList<>();
    List<List<Integer>> letters = new ArrayList<>();
    for (String word : text.strip().split("\\s+", -1)) {
      List<Integer> spelt = spell(word, reader.alphabet());
      if (spelt.isEmpty() && word.codePoints().anyMatch(Character::isLetterOrDigit)) {
        throw new IllegalArgumentException(
            "'%s' has no letter that the model knows; write it as it is said".formatted(word));
      }
      if (!spelt.isEmpty()) {
        words.add(word);
        letters.add(spelt);
      }
    }
    if (words.isEmpty()) {
      throw new IllegalArgumentException("the text has no word that could be said");
    }
    return new AlignedText(reader, List.copyOf(words), List.copyOf(letters));
  }

  private static List<Integer> spell(String word, Alphabet alphabet) {
    List<Integer> spelt = new ArrayList<>();
    Normalizer.normalize(word, Normalizer.Form.NFKC)
        .codePoints()
        .mapToObj(Character::toString)
        .map(letter -> APOSTROPHES.contains(letter) ? "'" : letter)
        .mapToInt(letter -> token(letter, alphabet))
        .filter(token -> token >= 0 && token != alphabet.space())
        .forEach(spelt::add);
    return spelt;
  }

  /** The token of a letter in the case that there is, or else of the letter without its accents. */
  private static int token(String letter, Alphabet alphabet) {
    String bare =
        Character.toString(Normalizer.normalize(letter, Normalizer.Form.NFD).codePointAt(0));
    for (String form :
        List.of(
            letter,
            letter.toLowerCase(Locale.ROOT),
            letter.toUpperCase(Locale.ROOT),
            bare.toLowerCase(Locale.ROOT),
            bare.toUpperCase(Locale.ROOT))) {
      int token = alphabet.tokens().indexOf(form);
      if (token >= 0 && token != alphabet.blank()) {
        return token;
      }
    }
    return -1;
  }

  /**
   * Its words as it writes them, with the times at which they are said.
   *
   * @throws UnalignableTextException if it cannot be said in so short a time, or both are too long
   */
  List<Word> in(Emissions emissions) {
    List<TokenSpan> spans;
    try {
      spans = new ForcedAligner(reader.alphabet()).align(emissions, tokens());
    } catch (IllegalArgumentException e) {
      throw new UnalignableTextException(String.valueOf(e.getMessage()), e);
    }
    List<Word> heard = reader.words(new Hypothesis(spans, 0, 0, List.of()), emissions, 0);
    List<Word> written = new ArrayList<>();
    for (int i = 0; i < heard.size(); i++) {
      Word word = heard.get(i);
      written.add(
          new Word(words.get(i), word.start(), word.end(), word.confidence(), word.tokens()));
    }
    return written;
  }

  private int[] tokens() {
    List<Integer> tokens = new ArrayList<>();
    for (List<Integer> word : letters) {
      if (!tokens.isEmpty() && reader.alphabet().space() >= 0) {
        tokens.add(reader.alphabet().space());
      }
      tokens.addAll(word);
    }
    return tokens.stream().mapToInt(Integer::intValue).toArray();
  }
}
