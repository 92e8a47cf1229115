package dev.quartzite.decoding;

import java.util.Arrays;

/**
 * The prefixes that are alive after a frame, each with the probability of all paths so far that
 * read as it; those that end with a blank and those that end with its last token apart (Hannun et
 * al. 2014). One thread at a time.
 *
 * <p>Probabilities are plain numbers in double precision, which spares a logarithm and an
 * exponential a sum. Each is the true one divided by e to the power of {@link #logScale()}, so that
 * the greatest never comes near the ends of their range. A prefix less probable than the best by a
 * factor of 10²⁰⁰ is lost.
 */
final class Beam {
  private static final double SMALL = 0x1p-330;
  private static final double LARGE = 0x1p+330;

  private int size;
  private int[] prefixes = new int[256];
  private double[] blank = new double[256];
  private double[] label = new double[256];
  private double[] ranks = new double[256];
  private double[] ordered = new double[256];
  private double logScale;

  /** Where a prefix stands if it does: what is out of date points beyond or at another prefix. */
  private int[] places = new int[1 << 10];

  /** Removes all prefixes. */
  void clear(double scale) {
    size = 0;
    logScale = scale;
  }

  int size() {
    return size;
  }

  int prefix(int place) {
    return prefixes[place];
  }

  double blank(int place) {
    return blank[place];
  }

  double label(int place) {
    return label[place];
  }

  /** ln of what the true probabilities are divided by. */
  double logScale() {
    return logScale;
  }

  /** Adds paths that read as a prefix and end with a blank. */
  void addBlank(int prefix, double probability) {
    int place = place(prefix); // which may replace the arrays
    blank[place] += probability;
  }

  /** Adds paths that read as a prefix and end with its last token. */
  void addLabel(int prefix, double probability) {
    int place = place(prefix);
    label[place] += probability;
  }

  private int place(int prefix) {
    if (prefix >= places.length) {
      places = Arrays.copyOf(places, Math.max(2 * places.length, prefix + 1));
    }
    int place = places[prefix];
    if (place < size && prefixes[place] == prefix) {
      return place;
    }
    if (size == prefixes.length) {
      grow();
    }
    prefixes[size] = prefix;
    blank[size] = 0;
    label[size] = 0;
    places[prefix] = size;
    return size++;
  }

  private void grow() {
    prefixes = Arrays.copyOf(prefixes, 2 * size);
    blank = Arrays.copyOf(blank, 2 * size);
    label = Arrays.copyOf(label, 2 * size);
    ranks = new double[2 * size];
    ordered = new double[2 * size];
  }

  /** Goes through a frame in which nothing but a blank can be heard. */
  void hearBlank(double logProb) {
    for (int i = 0; i < size; i++) {
      blank[i] += label[i];
      label[i] = 0;
    }
    logScale += logProb;
  }

  /**
   * Keeps the best prefixes.
   *
   * @param width how many at most
   * @param floor how far below the best they may rank
   */
  void prune(PrefixScores scores, int width, double floor) {
    double best = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < size; i++) {
      ranks[i] = Math.log(blank[i] + label[i]) + scores.rank(prefixes[i]);
      best = Math.max(best, ranks[i]);
    }
    double threshold = best + floor;
    int ties = size;
    if (size > width) {
      double last = kthBest(width);
      if (last >= threshold) {
        threshold = last;
        ties = width - countAbove(last);
      }
    }
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (ranks[i] > threshold || (ranks[i] == threshold && ties-- > 0)) {
        prefixes[kept] = prefixes[i];
        places[prefixes[i]] = kept;
        blank[kept] = blank[i];
        label[kept++] = label[i];
      }
    }
    size = kept;
    rescale();
  }

  /** The k-th largest rank, by quickselect (Hoare 1961) on a copy. */
  private double kthBest(int k) {
    System.arraycopy(ranks, 0, ordered, 0, size);
    int low = 0;
    int high = size - 1;
    while (low < high) {
      double pivot = ordered[(low + high) >>> 1];
      int i = low;
      int j = high;
      while (i <= j) {
        while (ordered[i] > pivot) {
          i++;
        }
        while (ordered[j] < pivot) {
          j--;
        }
        if (i <= j) {
          double swapped = ordered[i];
          ordered[i++] = ordered[j];
          ordered[j--] = swapped;
        }
      }
      if (k - 1 <= j) {
        high = j;
      } else if (k - 1 >= i) {
        low = i;
      } else {
        break;
      }
    }
    return ordered[k - 1];
  }

  private int countAbove(double rank) {
    int count = 0;
    for (int i = 0; i < size; i++) {
      count += ranks[i] > rank ? 1 : 0;
    }
    return count;
  }

  private void rescale() {
    double greatest = 0;
    for (int i = 0; i < size; i++) {
      greatest = Math.max(greatest, blank[i] + label[i]);
    }
    if (greatest > LARGE || (greatest > 0 && greatest < SMALL)) {
      for (int i = 0; i < size; i++) {
        blank[i] /= greatest;
        label[i] /= greatest;
      }
      logScale += Math.log(greatest);
    }
  }
}
