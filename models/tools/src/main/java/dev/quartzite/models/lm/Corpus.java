package dev.quartzite.models.lm;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/**
 * A text as numbers: a line is a sentence, words are separated by white space. Takes four bytes a
 * word. Immutable.
 *
 * <p>Ids are places in alphabetical order. {@code <s>}, {@code </s>} and {@code <unk>} are always
 * among the words.
 */
final class Corpus {
  static final String START = "<s>";
  static final String END = "</s>";
  static final String UNKNOWN = "<unk>";

  private final List<String> words;
  private final int[] text;
  private final int start;
  private final int end;

  private Corpus(List<String> words, int[] text) {
    this.words = words;
    this.text = text;
    start = Collections.binarySearch(words, START);
    end = Collections.binarySearch(words, END);
  }

  /**
   * Reads a text. Blank lines are no sentences.
   *
   * @throws IllegalArgumentException if a line holds {@code <s>} or {@code </s>}, or there is no
   *     sentence
   */
  static Corpus read(BufferedReader lines) throws IOException {
    Numbering numbering = new Numbering();
    @Nullable String line = lines.readLine();
    for (int number = 1; line != null; number++) {
      StringTokenizer sentence = new StringTokenizer(line);
      if (sentence.hasMoreTokens()) {
        numbering.add(START);
        while (sentence.hasMoreTokens()) {
          numbering.add(checked(sentence.nextToken(), number));
        }
        numbering.add(END);
      }
      line = lines.readLine();
    }
    if (numbering.length == 0) {
      throw new IllegalArgumentException("the text has no words");
    }
    return numbering.sorted();
  }

  private static String checked(String word, int line) {
    if (word.equals(START) || word.equals(END)) {
      throw new IllegalArgumentException(
          "line %d: a line is a sentence and needs no '%s'; leave it out".formatted(line, word));
    }
    return word;
  }

  /** All distinct words, sorted: the id is the index. */
  List<String> words() {
    return words;
  }

  /** Number of words in the text, with a beginning and an end for each sentence. */
  int length() {
    return text.length;
  }

  /** Id of the word at a place of the text. */
  int word(int place) {
    return text[place];
  }

  /** Id of the word before each sentence. */
  int start() {
    return start;
  }

  /** Id of the word after each sentence. */
  int end() {
    return end;
  }

  /** Words numbered as they come. */
  private static final class Numbering {
    private final Map<String, Integer> numbers = new HashMap<>();
    private int[] text = new int[1 << 16];
    private int length;

    void add(String word) {
      if (length == text.length) {
        text = Arrays.copyOf(text, Math.addExact(length, length / 2));
      }
      text[length++] = numbers.computeIfAbsent(word, unseen -> numbers.size());
    }

    Corpus sorted() {
      numbers.computeIfAbsent(UNKNOWN, unseen -> numbers.size());
      List<String> words = new ArrayList<>(numbers.keySet());
      Collections.sort(words);
      int[] ids = new int[words.size()];
      for (String word : words) {
        ids[numbers.getOrDefault(word, 0)] = Collections.binarySearch(words, word);
      }
      int[] renumbered = new int[length];
      Arrays.setAll(renumbered, place -> ids[text[place]]);
      return new Corpus(List.copyOf(words), renumbered);
    }
  }
}
