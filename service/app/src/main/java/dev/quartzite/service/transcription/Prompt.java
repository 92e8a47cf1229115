package dev.quartzite.service.transcription;

import dev.quartzite.decoding.Alphabet;
import dev.quartzite.lm.Vocabulary;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * OpenAI's {@code prompt}, taken as hot words. Of a list of names and short phrases, each is one.
 * Of running text, those words are that the language model does not know: it needs no help with the
 * others. A prompt is a hint: what the model cannot write is left out.
 */
final class Prompt {
  /** More words than a name or a term has are running text. */
  private static final int LONGEST_PHRASE = 4;

  private Prompt() {}

  /**
   * The hot words of a prompt, each once, in its order.
   *
   * @param vocabulary the words of the language model; running text gives nothing without any
   */
  static Set<String> phrases(String prompt, Alphabet alphabet, Vocabulary vocabulary) {
    List<String> pieces =
        Arrays.stream(prompt.replace('’', '\'').split("[^\\p{L}\\p{M}\\p{N}'\\s-]+|\n"))
            .map(piece -> piece.replace('-', ' ').strip())
            .filter(piece -> !piece.isEmpty())
            .toList();
    boolean isList = pieces.stream().allMatch(piece -> words(piece).size() <= LONGEST_PHRASE);
    Set<String> phrases = new LinkedHashSet<>();
    for (String piece : pieces) {
      if (isList) {
        phrases.add(piece);
      } else if (vocabulary.size() > 0) {
        words(piece).stream().filter(word -> !knows(vocabulary, word)).forEach(phrases::add);
      }
    }
    phrases.removeIf(phrase -> !alphabet.canSpell(phrase));
    return phrases;
  }

  private static List<String> words(String piece) {
    return List.of(piece.split("\\s+"));
  }

  private static boolean knows(Vocabulary vocabulary, String word) {
    return vocabulary.word(word) != Vocabulary.NONE
        || vocabulary.word(word.toLowerCase(Locale.ROOT)) != Vocabulary.NONE;
  }
}
