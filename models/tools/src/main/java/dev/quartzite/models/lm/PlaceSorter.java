package dev.quartzite.models.lm;

import java.util.SplittableRandom;

/**
 * Sorts the places of a text by the words that follow, so that the same n-grams lie side by side
 * (multikey quicksort: Bentley and Sedgewick 1997).
 */
final class PlaceSorter {
  private final Corpus corpus;
  private final int depth;
  private final int[] places;
  private final SplittableRandom random = new SplittableRandom(1);

  /**
   * A sorter.
   *
   * @param depth number of words that are compared; none after the end of a sentence
   */
  PlaceSorter(Corpus corpus, int depth) {
    this.corpus = corpus;
    this.depth = depth;
    places = new int[corpus.length()];
    for (int place = 0; place < places.length; place++) {
      places[place] = place;
    }
  }

  int[] sorted() {
    sort(0, places.length, 0);
    return places;
  }

  /** Sorts places whose first words are the same. */
  private void sort(int begin, int end, int same) {
    int from = begin;
    int to = end;
    while (to - from > 1 && same < depth) {
      int pivot = word(from + random.nextInt(to - from), same);
      int lower = from;
      int higher = to;
      for (int i = from; i < higher; ) {
        int word = word(i, same);
        if (word < pivot) {
          swap(lower++, i++);
        } else if (word > pivot) {
          swap(i, --higher);
        } else {
          i++;
        }
      }
      if (pivot != corpus.end()) {
        sort(lower, higher, same + 1);
      }
      // The shorter side by recursion, the longer by another round, so that the stack stays low.
      if (lower - from < to - higher) {
        sort(from, lower, same);
        from = higher;
      } else {
        sort(higher, to, same);
        to = lower;
      }
    }
  }

  private int word(int index, int offset) {
    return corpus.word(places[index] + offset);
  }

  private void swap(int i, int j) {
    int place = places[i];
    places[i] = places[j];
    places[j] = place;
  }
}
