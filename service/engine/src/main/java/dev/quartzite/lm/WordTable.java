package dev.quartzite.lm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The words of a model that is being compiled, with their ids: places in alphabetical order. */
final class WordTable {
  /** The word for the unknown ones where a model has none. */
  static final String UNKNOWN = "<unk>";

  private static final List<String> UNKNOWNS = List.of(UNKNOWN, "<UNK>");
  private static final List<String> START = List.of("<s>", "<S>");
  private static final List<String> END = List.of("</s>", "</S>");

  private final List<String> words;
  private final Map<String, Integer> ids;

  /** A table of distinct words. */
  WordTable(Iterable<String> distinct) {
    words = new ArrayList<>();
    distinct.forEach(words::add);
    words.sort(null);
    ids = new HashMap<>(2 * words.size());
    for (String word : words) {
      ids.put(word, ids.size());
    }
  }

  List<String> sorted() {
    return words;
  }

  /** Id of a word, or {@link Vocabulary#NONE}. */
  int id(String word) {
    return ids.getOrDefault(word, Vocabulary.NONE);
  }

  int unknown() {
    return special(UNKNOWNS);
  }

  int start() {
    return special(START);
  }

  int end() {
    return special(END);
  }

  /** Whether a word stands for the unknown ones. */
  static boolean isUnknown(String word) {
    return UNKNOWNS.contains(word);
  }

  /** Whether a word stands before a sentence; its probability means nothing. */
  static boolean isStart(String word) {
    return START.contains(word);
  }

  private int special(List<String> spellings) {
    return spellings.stream().mapToInt(this::id).max().orElseThrow();
  }
}
