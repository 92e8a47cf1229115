package dev.quartzite.lm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * A word n-gram model with back-off (Katz 1987): what is not found after a history is looked for
 * after a shorter one, at the price of the longer one's back-off weight. Immutable, safe for any
 * number of threads without locks; a query allocates nothing.
 *
 * <p>It lies in a file that {@link NgramCompiler} wrote, mapped into memory: it opens in
 * milliseconds whatever its size and is shared with other processes. The n-grams are a trie from
 * the first word to the last, bit-packed, its records sorted by word within a history (after
 * Heafield 2011, "KenLM: Faster and Smaller Language Model Queries", whose trie runs from the last
 * word to the first). Numbers are kept to 1/512, see {@link Quantization}.
 *
 * <p>A state is the number of the longest n-gram that ends the history and that others continue, or
 * 0 for none.
 */
public final class NgramLanguageModel implements LanguageModel {
  private static final int CHECKED_AT_ONCE = 1 << 20;

  private final String name;
  private final MappedBytes bytes;
  private final BinaryHeader header;
  private final Vocabulary vocabulary;
  private final NgramLevel[] levels;
  private final int start;

  private NgramLanguageModel(MappedBytes bytes, String name) {
    this.name = name;
    this.bytes = bytes;
    header = BinaryHeader.decode(bytes, name);
    vocabulary = new Vocabulary(bytes, header);
    levels = new NgramLevel[header.order()];
    for (int order = 1; order <= levels.length; order++) {
      levels[order - 1] = new NgramLevel(bytes, header, order);
    }
    start = levels.length == 1 ? 0 : stateOf(1, header.start());
  }

  /**
   * Opens a compiled model; or reads an ARPA file, plain or gzip, and compiles it in memory, which
   * takes seconds where the compiled file takes milliseconds.
   *
   * @throws LanguageModelException if the file is neither, is damaged or cannot be read
   */
  public static NgramLanguageModel open(Path file) {
    try {
      MappedBytes bytes = MappedBytes.of(file);
      if (!BinaryHeader.startsHere(bytes)) {
        bytes = MappedBytes.of(NgramCompiler.compile(file));
      }
      return new NgramLanguageModel(bytes, file.toString());
    } catch (NoSuchFileException e) {
      throw new LanguageModelException(file, 0, "there is no such file", e);
    } catch (IOException e) {
      throw new LanguageModelException(file, 0, "cannot be read: " + e, e);
    }
  }

  /** Length of the longest n-grams, in words. */
  public int order() {
    return levels.length;
  }

  /** Number of n-grams of an order from 1. */
  public long count(int order) {
    return header.counts().get(order - 1);
  }

  @Override
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  @Override
  public int start() {
    return start;
  }

  @Override
  public long score(int state, int word) {
    float backOff = 0;
    for (int node = state; node != 0; ) {
      int order = orderOf(node);
      NgramLevel level = levels[order - 1];
      NgramLevel next = levels[order];
      int place = node - level.firstNode();
      int found = next.find(level.firstChild(place), level.firstChild(place + 1L), word);
      if (found >= 0) {
        return answer(backOff + next.logProb(found), stateOf(order + 1, found));
      }
      backOff += level.backOff(place);
      node = level.suffix(place);
    }
    return answer(backOff + levels[0].logProb(word), stateOf(1, word));
  }

  private int orderOf(int node) {
    int order = 1;
    while (order < levels.length - 1 && node >= levels[order].firstNode()) {
      order++;
    }
    return order;
  }

  private int stateOf(int order, int place) {
    NgramLevel level = levels[order - 1];
    return order < levels.length ? level.firstNode() + place : level.suffix(place);
  }

  private static long answer(float logProb, int state) {
    return (long) Float.floatToRawIntBits(logProb) << Integer.SIZE | state;
  }

  /**
   * Reads the whole file and compares it with its checksum, which opening it does not.
   *
   * @throws LanguageModelException if they differ
   */
  public void verify() {
    CRC32C crc = new CRC32C();
    long position = BinaryHeader.length(order());
    while (position < bytes.length()) {
      ByteBuffer part =
          bytes.view(position, (int) Math.min(CHECKED_AT_ONCE, bytes.length() - position));
      position += part.remaining();
      crc.update(part);
    }
    if ((int) crc.getValue() != header.bodyChecksum()) {
      throw new LanguageModelException(
          name, "the content does not have the checksum that its header states; copy it again");
    }
  }

  @Override
  public String toString() {
    return "NgramLanguageModel[" + name + ", n-grams " + header.counts() + "]";
  }
}
