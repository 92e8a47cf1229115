package dev.quartzite.lm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All n-grams of an ARPA file, sorted and linked, on their way into the compiled form. */
final class NgramTables {
  private static final int MOST_NGRAMS = Integer.MAX_VALUE - 8;

  private final ArpaReader arpa;
  private final WordTable words;
  private final List<NgramTable> tables = new ArrayList<>();

  /** Number of the first n-gram of each order, all being numbered through from 1. */
  private final List<Integer> firstNodes = new ArrayList<>(List.of(1));

  private NgramTables(ArpaReader arpa) throws IOException {
    this.arpa = arpa;
    Map<String, Long> weights = readWords();
    words = new WordTable(weights.keySet());
    long[] entries = new long[weights.size()];
    for (String word : weights.keySet()) {
      int id = words.id(word);
      entries[id] = NgramTable.entry(id, weights.getOrDefault(word, 0L));
    }
    tables.add(NgramTable.ofWords(entries));
  }

  /**
   * Reads an ARPA file.
   *
   * @throws LanguageModelException if it is none, or its n-grams make no model
   */
  static NgramTables read(Path file) throws IOException {
    try (ArpaReader arpa = ArpaReader.open(file)) {
      NgramTables tables = new NgramTables(arpa);
      tables.checkSpecialWords(file);
      for (int order = 2; order <= arpa.counts().size(); order++) {
        tables.readOrder(order, file);
      }
      arpa.expectEnd();
      return tables;
    }
  }

  WordTable words() {
    return words;
  }

  NgramTable ofOrder(int order) {
    return tables.get(order - 1);
  }

  List<Long> counts() {
    return tables.stream().map(table -> (long) table.size()).toList();
  }

  private Map<String, Long> readWords() throws IOException {
    Map<String, Long> weights = new LinkedHashMap<>();
    boolean hasUnknown = false;
    float rarest = 0;
    for (long i = arpa.counts().get(0); i > 0 && arpa.next(); i--) {
      String word = arpa.words().get(0);
      if (weights.put(word, NgramTable.weights(arpa.logProb(), arpa.backOff())) != null) {
        throw arpa.fault("each word once", "'" + word + "' again");
      }
      hasUnknown |= WordTable.isUnknown(word);
      rarest = WordTable.isStart(word) ? rarest : Math.min(rarest, arpa.logProb());
    }
    if (!hasUnknown) {
      weights.put(WordTable.UNKNOWN, NgramTable.weights(rarest, 0));
    }
    return weights;
  }

  private void checkSpecialWords(Path file) {
    if (words.start() == Vocabulary.NONE || words.end() == Vocabulary.NONE) {
      throw new LanguageModelException(
          file, "expected <s> and </s> among the words, found a model without sentence ends");
    }
  }

  private void readOrder(int order, Path file) throws IOException {
    NgramTable histories = tables.get(order - 2);
    int firstNode = firstNodes.get(order - 2) + histories.size();
    int count = checkedCount(order, firstNode, file);
    int[] places = new int[count];
    long[] entries = new long[count];
    for (int i = 0; i < count && arpa.next(); i++) {
      places[i] = history();
      int last = id(arpa.words().get(order - 1));
      entries[i] = NgramTable.entry(last, NgramTable.weights(arpa.logProb(), arpa.backOff()));
    }
    NgramTable table = histories.continuedBy(places, entries);
    checkDistinct(order, histories.findRepeated(table), file);
    tables.add(table);
    firstNodes.add(firstNode);
    if (order > 2) {
      linkSuffixes(order);
    }
  }

  private int checkedCount(int order, int firstNode, Path file) {
    long count = arpa.counts().get(order - 1);
    if (count + firstNode > MOST_NGRAMS) {
      throw new LanguageModelException(
          file, "expected %d n-grams at most, found more; prune it".formatted(MOST_NGRAMS));
    }
    return (int) count;
  }

  private void checkDistinct(int order, int repeatedWord, Path file) {
    if (repeatedWord != Vocabulary.NONE) {
      throw new LanguageModelException(
          file,
          "expected each %d-gram once, found one that ends in '%s' twice"
              .formatted(order, words.sorted().get(repeatedWord)));
    }
  }

  private int id(String word) {
    int id = words.id(word);
    if (id == Vocabulary.NONE) {
      throw arpa.fault("words that stand among the 1-grams", "'" + word + "'");
    }
    return id;
  }

  /** The place of the words before the last on the level below. */
  private int history() {
    List<String> ngram = arpa.words();
    int place = id(ngram.get(0));
    for (int i = 1; i < ngram.size() - 1 && place >= 0; i++) {
      place = continuation(i, place, id(ngram.get(i)));
    }
    if (place < 0) {
      List<String> missing = ngram.subList(0, ngram.size() - 1);
      throw arpa.fault(
          "the history '%s' among the %d-grams"
              .formatted(String.join(" ", missing), missing.size()),
          "none");
    }
    return place;
  }

  /** The place, on the next level, of an n-gram with one more word, or −1. */
  private int continuation(int order, int place, int word) {
    NgramTable table = tables.get(order - 1);
    return tables.get(order).find(table.firstChild(place), table.firstChild(place + 1), word);
  }

  private void linkSuffixes(int order) {
    NgramTable histories = tables.get(order - 2);
    NgramTable table = tables.get(order - 1);
    for (int history = 0; history < histories.size(); history++) {
      int shorter = suffix(order - 1, history);
      int end = histories.firstChild(history + 1);
      for (int place = histories.firstChild(history); place < end; place++) {
        table.setSuffix(place, longestContinuation(shorter, table.word(place)));
      }
    }
  }

  private int suffix(int order, int place) {
    NgramTable table = tables.get(order - 1);
    return order == 1 ? 0 : order == 2 ? 1 + table.word(place) : table.suffix(place);
  }

  private int longestContinuation(int node, int word) {
    for (int history = node; history != 0; ) {
      int order = orderOf(history);
      int place = history - firstNodes.get(order - 1);
      int found = continuation(order, place, word);
      if (found >= 0) {
        return firstNodes.get(order) + found;
      }
      history = suffix(order, place);
    }
    return 1 + word;
  }

  private int orderOf(int node) {
    int order = 1;
    while (order < firstNodes.size() && node >= firstNodes.get(order)) {
      order++;
    }
    return order;
  }
}
