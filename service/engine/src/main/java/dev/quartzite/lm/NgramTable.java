package dev.quartzite.lm;

import java.io.IOException;
import java.util.Arrays;

/**
 * The n-grams of one order while a model is compiled: as {@link NgramLevel} keeps them, but not yet
 * packed. It takes 20 bytes an n-gram.
 */
final class NgramTable {
  private static final int LOG_PROB_SHIFT = 16;
  private static final long CODE_MASK = 0xffff;

  /** The word's id, log-probability and back-off codes; by history, then by word. */
  private final long[] entries;

  private final int[] suffixes;
  private int[] firstChild = new int[0];

  private NgramTable(long[] entries, int[] suffixes) {
    this.entries = entries;
    this.suffixes = suffixes;
  }

  /** The numbers of an n-gram as its entry holds them. */
  static long weights(float logProb, float backOff) {
    return (long) Quantization.encodeLogProb(logProb) << LOG_PROB_SHIFT
        | Quantization.encodeBackOff(backOff);
  }

  static long entry(int word, long weights) {
    return (long) word << Integer.SIZE | weights;
  }

  /** The single words, whose entries stand in the order of their ids. */
  static NgramTable ofWords(long[] entries) {
    return new NgramTable(entries, new int[0]);
  }

  /**
   * Sorts n-grams under their histories.
   *
   * @param histories place of each n-gram's history in this table
   * @param unsorted their entries
   */
  NgramTable continuedBy(int[] histories, long[] unsorted) {
    firstChild = new int[entries.length + 1];
    for (int history : histories) {
      firstChild[history + 1]++;
    }
    Arrays.parallelPrefix(firstChild, Integer::sum);
    int[] free = Arrays.copyOf(firstChild, entries.length);
    long[] sorted = new long[unsorted.length];
    for (int i = 0; i < unsorted.length; i++) {
      sorted[free[histories[i]]++] = unsorted[i];
    }
    for (int i = 0; i < entries.length; i++) {
      Arrays.sort(sorted, firstChild[i], firstChild[i + 1]);
    }
    return new NgramTable(sorted, new int[sorted.length]);
  }

  /** A word that follows one of these histories twice, or {@link Vocabulary#NONE}. */
  int findRepeated(NgramTable continuations) {
    for (int history = 0; history < entries.length; history++) {
      for (int i = firstChild[history] + 1; i < firstChild[history + 1]; i++) {
        if (continuations.word(i) == continuations.word(i - 1)) {
          return continuations.word(i);
        }
      }
    }
    return Vocabulary.NONE;
  }

  int size() {
    return entries.length;
  }

  int word(int place) {
    return (int) (entries[place] >>> Integer.SIZE);
  }

  /** Sets the state that is left when the first word of an n-gram is forgotten. */
  void setSuffix(int place, int node) {
    suffixes[place] = node;
  }

  int suffix(int place) {
    return suffixes[place];
  }

  int firstChild(int place) {
    return firstChild[place];
  }

  /** The place of the entry of a word from {@code from} to {@code to}, or −1. */
  int find(int from, int to, int word) {
    int found = Arrays.binarySearch(entries, from, to, (long) word << Integer.SIZE);
    int place = found < 0 ? -found - 1 : found;
    return place < to && word(place) == word ? place : -1;
  }

  void write(RecordWriter out, BinaryLayout.NgramFields fields) throws IOException {
    for (int i = 0; i <= entries.length; i++) {
      boolean last = i == entries.length;
      long entry = last ? 0 : entries[i];
      out.put((int) (entry >>> Integer.SIZE), fields.word());
      out.put((int) (entry >>> LOG_PROB_SHIFT & CODE_MASK), Quantization.BITS);
      out.put((int) (entry & CODE_MASK), fields.backOff());
      out.put(last || fields.suffix() == 0 ? 0 : suffixes[i], fields.suffix());
      out.put(fields.firstChild() == 0 ? 0 : firstChild[i], fields.firstChild());
    }
    out.endSection();
  }
}
