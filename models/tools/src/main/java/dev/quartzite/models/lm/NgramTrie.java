package dev.quartzite.models.lm;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * All n-grams of a text up to an order with their counts: a trie from the first word to the last, a
 * level for each order, each level sorted. Takes 12 bytes an n-gram.
 */
final class NgramTrie {
  /** The n-grams of one order. */
  static final class Level {
    private int size;
    private int[] words = new int[1 << 10];
    private int[] counts = new int[1 << 10];
    private int[] firstChildren = new int[1 << 10];

    int size() {
      return size;
    }

    /** Id of the last word. */
    int word(int ngram) {
      return words[ngram];
    }

    /** How often it is seen. */
    int count(int ngram) {
      return counts[ngram];
    }

    /** The first n-gram of the next level that continues this one; the next one's is the end. */
    int firstChild(int ngram) {
      return firstChildren[ngram];
    }

    private void append(int word, int firstChild) {
      // Room for one more than there is, which marks the end of the last one's children.
      if (size + 1 == words.length) {
        int longer = Math.addExact(size, size / 2);
        words = Arrays.copyOf(words, longer);
        counts = Arrays.copyOf(counts, longer);
        firstChildren = Arrays.copyOf(firstChildren, longer);
      }
      words[size] = word;
      firstChildren[size++] = firstChild;
    }
  }

  private final List<Level> levels;

  /** Counts the n-grams of a text, which takes four bytes a word of it besides. */
  NgramTrie(Corpus corpus, int order) {
    levels = Stream.generate(Level::new).limit(order).toList();
    int[] places = new PlaceSorter(corpus, order).sorted();
    int previous = -1;
    for (int place : places) {
      count(corpus, place, previous);
      previous = place;
    }
    addWordsBefore(corpus.words().size());
    for (int i = 0; i < order; i++) {
      Level level = levels.get(i);
      level.firstChildren[level.size] = size(i + 1);
    }
  }

  /** Counts the n-grams that begin at a place. What it shares with the place before is there. */
  private void count(Corpus corpus, int place, int previous) {
    boolean isNew = previous < 0;
    for (int i = 0; i < levels.size(); i++) {
      Level level = levels.get(i);
      int word = corpus.word(place + i);
      isNew = isNew || word != corpus.word(previous + i);
      if (isNew) {
        if (i == 0) {
          addWordsBefore(word);
        }
        level.append(word, size(i + 1));
      }
      level.counts[level.size - 1]++;
      if (word == corpus.end()) {
        return;
      }
    }
  }

  /** Gives words that are never seen a place, so that each stands at the place of its id. */
  private void addWordsBefore(int word) {
    Level level = levels.get(0);
    while (level.size < word) {
      level.append(level.size, size(1));
    }
  }

  private int size(int level) {
    return level < levels.size() ? levels.get(level).size : 0;
  }

  int order() {
    return levels.size();
  }

  /** The n-grams of an order from 1. */
  Level level(int order) {
    return levels.get(order - 1);
  }
}
