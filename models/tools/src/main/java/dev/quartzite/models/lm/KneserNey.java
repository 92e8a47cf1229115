package dev.quartzite.models.lm;

import java.util.ArrayList;
import java.util.List;

/**
 * Interpolated modified Kneser-Ney smoothing (Chen and Goodman 1998; Heafield et al. 2013). An
 * n-gram of the highest order, or one that begins a sentence, counts as often as it is seen; every
 * other counts the distinct words before it. From each count something is taken, and what a history
 * gains so is shared by the probabilities after its suffix.
 *
 * <p>Pruning leaves out n-grams that are seen rarely, after discounts were estimated; their whole
 * count goes to the shorter history. Words are never left out. Takes 16 bytes an n-gram besides the
 * trie.
 */
final class KneserNey {
  private final NgramTrie trie;
  private final Corpus corpus;
  private final List<Integer> prune;
  private final List<Discounts> discounts = new ArrayList<>();
  private final List<int[]> suffixes = new ArrayList<>();
  private final List<float[]> probabilities = new ArrayList<>();
  private final List<float[]> backOffs = new ArrayList<>();

  /**
   * Estimates a model.
   *
   * @param prune for each order, how often an n-gram may be seen and yet be left out; not falling,
   *     so that no n-gram loses its history; 0 for words
   */
  KneserNey(NgramTrie trie, Corpus corpus, List<Integer> prune) {
    this.trie = trie;
    this.corpus = corpus;
    this.prune = prune;
    for (int order = 1; order <= trie.order(); order++) {
      suffixes.add(linkSuffixes(order));
    }
    for (int order = 1; order <= trie.order(); order++) {
      estimate(order);
    }
  }

  /** The place, a level up, of each n-gram without its first word. */
  private int[] linkSuffixes(int order) {
    NgramTrie.Level level = trie.level(order);
    int[] suffix = new int[order == 1 ? 0 : level.size()];
    for (int history = 0; order > 1 && history < trie.level(order - 1).size(); history++) {
      int end = trie.level(order - 1).firstChild(history + 1);
      for (int i = trie.level(order - 1).firstChild(history); i < end; i++) {
        suffix[i] = order == 2 ? level.word(i) : continuation(order, history, level.word(i));
      }
    }
    return suffix;
  }

  /** The place of what continues a history's suffix with a word; there is such an n-gram. */
  private int continuation(int order, int history, int word) {
    NgramTrie.Level shorter = trie.level(order - 2);
    int suffix = suffixes.get(order - 2)[history];
    int low = shorter.firstChild(suffix);
    int high = shorter.firstChild(suffix + 1) - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (trie.level(order - 1).word(middle) < word) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private void estimate(int order) {
    int[] counts = adjustedCounts(order);
    int[] countsOfCounts = new int[5];
    for (int count : counts) {
      countsOfCounts[Math.min(count, 4)] += count > 4 ? 0 : 1;
    }
    discounts.add(
        Discounts.estimate(
            countsOfCounts[1], countsOfCounts[2], countsOfCounts[3], countsOfCounts[4]));
    probabilities.add(new float[counts.length]);
    if (order == 1) {
      smooth(order, counts, 0, counts.length);
      return;
    }
    NgramTrie.Level histories = trie.level(order - 1);
    float[] backOff = new float[histories.size()];
    for (int history = 0; history < backOff.length; history++) {
      backOff[history] =
          smooth(order, counts, histories.firstChild(history), histories.firstChild(history + 1));
    }
    backOffs.add(backOff);
  }

  private int[] adjustedCounts(int order) {
    NgramTrie.Level level = trie.level(order);
    int[] counts = new int[level.size()];
    if (order < trie.order()) {
      for (int suffix : suffixes.get(order)) {
        counts[suffix]++;
      }
    }
    int from = order == trie.order() ? 0 : firstFrom(order, corpus.start());
    int to = order == trie.order() ? counts.length : firstFrom(order, corpus.start() + 1);
    for (int i = from; i < to; i++) {
      counts[i] = level.count(i);
    }
    if (order == 1) {
      counts[corpus.start()] = 0; // It is never predicted.
    }
    return counts;
  }

  /** The first n-gram of an order that begins with a word or with one after it. */
  private int firstFrom(int order, int word) {
    int place = word;
    for (int i = 1; i < order; i++) {
      place = trie.level(i).firstChild(place);
    }
    return place;
  }

  /**
   * Estimates the probabilities after one history.
   *
   * @param from place of the first n-gram with this history
   * @param to place after the last
   * @return what the history's suffix is weighted by, or 1 where no n-gram is kept
   */
  private float smooth(int order, int[] counts, int from, int to) {
    Discounts discount = discounts.get(order - 1);
    double sum = 0;
    double freed = 0;
    for (int i = from; i < to; i++) {
      sum += counts[i];
      freed += isKept(order, i) ? discount.of(counts[i]) : counts[i];
    }
    double backOff = sum == 0 ? 1 : freed / sum;
    float[] probability = probabilities.get(order - 1);
    for (int i = from; i < to; i++) {
      double own = isKept(order, i) ? (counts[i] - discount.of(counts[i])) / sum : 0;
      probability[i] = (float) (own + backOff * shorter(order, i));
    }
    return (float) backOff;
  }

  private double shorter(int order, int ngram) {
    return order == 1
        ? 1.0 / (corpus.words().size() - 1)
        : probabilities.get(order - 2)[suffixes.get(order - 1)[ngram]];
  }

  /** Whether an n-gram is part of the model. */
  boolean isKept(int order, int ngram) {
    return order == 1 || trie.level(order).count(ngram) > prune.get(order - 1);
  }

  /** P(last word | words before). */
  float probability(int order, int ngram) {
    return probabilities.get(order - 1)[ngram];
  }

  /** The back-off weight of an n-gram as a history; 1 if nothing that continues it is kept. */
  float backOff(int order, int ngram) {
    return order == trie.order() ? 1 : backOffs.get(order - 1)[ngram];
  }

  /** The discounts of an order. */
  Discounts discounts(int order) {
    return discounts.get(order - 1);
  }
}
