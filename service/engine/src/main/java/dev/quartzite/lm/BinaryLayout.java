package dev.quartzite.lm;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Where the sections of a compiled language model lie: after the header the characters, then the
 * letter trie, then the n-grams order by order, each section padded to eight bytes, and eight bytes
 * of nothing at the end for reads that reach over. It follows from the counts in the header, for
 * whoever writes the file and whoever reads it.
 */
final class BinaryLayout {
  private final BinaryHeader header;

  BinaryLayout(BinaryHeader header) {
    this.header = header;
  }

  long charactersOffset() {
    return BinaryHeader.length(header.order());
  }

  long trieOffset() {
    return charactersOffset() + PackedRecords.bytes(header.characters(), Character.SIZE);
  }

  /** The widths of a letter-trie record. There is one more record than nodes. */
  TrieFields trieFields() {
    return new TrieFields(
        PackedRecords.bitsFor(header.characters()),
        PackedRecords.bitsFor(header.trieNodes() + 1L),
        PackedRecords.bitsFor(header.counts().get(0)));
  }

  /** The widths of the records of an order. There is one more record than n-grams. */
  NgramFields fields(int order) {
    boolean highest = order == header.order();
    return new NgramFields(
        order == 1 ? 0 : PackedRecords.bitsFor(count(1)),
        highest ? 0 : Quantization.BITS,
        order < 3 ? 0 : PackedRecords.bitsFor(firstNode(order)),
        highest ? 0 : PackedRecords.bitsFor(count(order + 1)));
  }

  /** First byte of the n-grams of an order; for the order above the highest, of the end. */
  long offset(int order) {
    if (order == 1) {
      return trieOffset() + PackedRecords.bytes(header.trieNodes() + 1L, trieFields().width());
    }
    return offset(order - 1) + PackedRecords.bytes(count(order - 1) + 1, fields(order - 1).width());
  }

  long length() {
    return offset(header.order() + 1) + Long.BYTES;
  }

  /**
   * The number of the first n-gram of an order where all are numbered through: 0 is the empty
   * history, 1 the first word.
   */
  long firstNode(int order) {
    List<Long> counts = header.counts();
    return 1 + IntStream.range(0, order - 1).mapToLong(counts::get).sum();
  }

  private long count(int order) {
    return header.counts().get(order - 1);
  }

  /**
   * Bits of the fields of a letter-trie record, in their order.
   *
   * @param character index of the character that leads to the node
   * @param firstChild number of the first child; the next node's is the end
   * @param word id of the word that ends here, plus 1
   */
  record TrieFields(int character, int firstChild, int word) {
    int width() {
      return character + firstChild + word;
    }
  }

  /**
   * Bits of the fields of an n-gram record, in their order, the log-probability after the word.
   *
   * @param word id of the last word; not stored for single words, whose place it is
   * @param backOff back-off weight; the highest order has none
   * @param suffix the longest proper suffix that is a state; that of a bigram is its last word
   * @param firstChild place of the first n-gram that continues this one; the next record's is the
   *     end
   */
  record NgramFields(int word, int backOff, int suffix, int firstChild) {
    int width() {
      return word + Quantization.BITS + backOff + suffix + firstChild;
    }
  }
}
