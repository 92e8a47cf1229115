package dev.quartzite.lm;

/** The n-grams of one order in a compiled language model, those of one history side by side. */
final class NgramLevel {
  /** So many records lie in a line or two of the processor's cache. */
  private static final int SCANNED = 8;

  private final PackedRecords records;
  private final int logProbShift;
  private final int backOffShift;
  private final int suffixShift;
  private final int suffixBase;
  private final int childShift;
  private final long wordMask;
  private final long suffixMask;
  private final long childMask;
  private final int firstNode;
  private final int words;

  NgramLevel(MappedBytes bytes, BinaryHeader header, int order) {
    BinaryLayout layout = new BinaryLayout(header);
    BinaryLayout.NgramFields fields = layout.fields(order);
    records = new PackedRecords(bytes, layout.offset(order), fields.width());
    logProbShift = fields.word();
    backOffShift = logProbShift + Quantization.BITS;
    childShift = backOffShift + fields.backOff() + fields.suffix();
    wordMask = PackedRecords.mask(fields.word());
    // The suffix of a word is the empty history, that of a bigram its last word.
    suffixShift = order == 2 ? 0 : backOffShift + fields.backOff();
    suffixMask = order == 2 ? wordMask : PackedRecords.mask(fields.suffix());
    suffixBase = order == 2 ? 1 : 0;
    childMask = PackedRecords.mask(fields.firstChild());
    firstNode = Math.toIntExact(layout.firstNode(order));
    words = Math.toIntExact(header.counts().get(0));
  }

  /** The number of this level's first n-gram among the n-grams of all orders. */
  int firstNode() {
    return firstNode;
  }

  float logProb(int ngram) {
    return Quantization.decodeLogProb(
        records.get(ngram, logProbShift, PackedRecords.mask(Quantization.BITS)));
  }

  float backOff(int ngram) {
    return Quantization.decodeBackOff(
        records.get(ngram, backOffShift, PackedRecords.mask(Quantization.BITS)));
  }

  /** The state that is left when the first word is forgotten. */
  int suffix(int ngram) {
    return suffixBase + records.get(ngram, suffixShift, suffixMask);
  }

  /** Place on the next level of the first n-gram that continues this one. */
  int firstChild(long ngram) {
    return records.get(ngram, childShift, childMask);
  }

  /**
   * The place of the n-gram from {@code from} to {@code to} that ends in a word, or −1. Ids of
   * words lie about evenly, so that a guess by their value is off by about half the root of their
   * number (interpolation search: Perl, Itai and Avni 1978). Steps of that length, doubling, then
   * enclose the word, and the next guess is made between the last two: few places of a large file
   * are read. Where ids lie unevenly it takes the square of a logarithm of steps.
   */
  int find(int from, int to, int word) {
    int low = from;
    int high = to;
    long lowest = 0;
    long highest = words;
    while (high - low > SCANNED) {
      int guess = low + (int) ((word - lowest) * (high - low) / (highest - lowest));
      int step = 1 + (int) Math.sqrt(high - low) / 2;
      for (int direction = 0; low <= guess && guess < high; step *= 2) {
        int found = records.get(guess, 0, wordMask);
        if (found == word) {
          return guess;
        }
        int towards = found < word ? 1 : -1;
        if (towards > 0) {
          low = guess + 1;
          lowest = found + 1L;
        } else {
          high = guess;
          highest = found;
        }
        if (direction == -towards) {
          break; // enclosed
        }
        direction = towards;
        guess += towards * step;
      }
    }
    return scan(low, high, word);
  }

  private int scan(int from, int to, int word) {
    for (int place = from; place < to; place++) {
      if (records.get(place, 0, wordMask) == word) {
        return place;
      }
    }
    return -1;
  }
}
