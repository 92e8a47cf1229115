package dev.quartzite.lm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The head of a compiled language model: everything that its sections are found by. All numbers are
 * little-endian.
 *
 * <pre>
 *  0  magic, 8 bytes      16  CRC-32C of the header      32  ids of &lt;unk>, &lt;s>, &lt;/s>
 *  8  version             20  CRC-32C of the rest        44  characters, 48 letter-trie nodes
 * 12  order               24  length of the file         56  n-grams of each order, 8 bytes each
 * </pre>
 *
 * @param bodyChecksum CRC-32C of all that follows the header
 * @param unknown id of the unknown word
 * @param start id of the beginning of a sentence
 * @param end id of the end of a sentence
 * @param characters number of distinct characters in the vocabulary
 * @param trieNodes number of nodes in the letter trie
 * @param counts n-grams of order 1, 2, …
 */
record BinaryHeader(
    int bodyChecksum,
    int unknown,
    int start,
    int end,
    int characters,
    int trieNodes,
    List<Long> counts) {
  static final int VERSION = 1;

  /** 0x89 Q Z L M \r \n 0x1a: damaged by any transfer that takes it for text. */
  static final long MAGIC = 0x1a0a0d4d4c5a5189L;

  private static final int FIXED_LENGTH = 56;
  private static final int CHECKSUM_POSITION = 16;
  private static final int HIGHEST_ORDER = 16;

  BinaryHeader {
    counts = List.copyOf(counts);
  }

  static int length(int order) {
    return FIXED_LENGTH + order * Long.BYTES;
  }

  int order() {
    return counts.size();
  }

  BinaryHeader withBodyChecksum(int checksum) {
    return new BinaryHeader(checksum, unknown, start, end, characters, trieNodes, counts);
  }

  byte[] encode() {
    ByteBuffer header = ByteBuffer.allocate(length(order())).order(ByteOrder.LITTLE_ENDIAN);
    header.putLong(MAGIC).putInt(VERSION).putInt(order()).putInt(0).putInt(bodyChecksum);
    header.putLong(new BinaryLayout(this).length());
    header.putInt(unknown).putInt(start).putInt(end).putInt(characters).putInt(trieNodes).putInt(0);
    counts.forEach(header::putLong);
    return header.putInt(CHECKSUM_POSITION, checksum(header.array())).array();
  }

  /** Whether a compiled model begins here, damaged or not. */
  static boolean startsHere(MappedBytes bytes) {
    return bytes.length() >= Long.BYTES && bytes.getLong(0) == MAGIC;
  }

  /**
   * Reads and checks the header of a file.
   *
   * @param file for messages
   * @throws LanguageModelException if it is of another version, damaged or cut short
   */
  static BinaryHeader decode(MappedBytes bytes, Object file) {
    if (bytes.length() < length(1)) {
      throw damaged(file, "cut short");
    }
    int version = (int) bytes.getLong(8);
    int order = (int) (bytes.getLong(8) >>> Integer.SIZE);
    if (version != VERSION) {
      throw new LanguageModelException(
          file,
          "expected version %d of the compiled form, found %d; compile the ARPA file again"
              .formatted(VERSION, version));
    }
    if (order < 1 || order > HIGHEST_ORDER || bytes.length() < length(order)) {
      throw damaged(file, "with a header that is cut short or changed");
    }
    byte[] content = new byte[length(order)];
    bytes.view(0, content.length).get(content);
    ByteBuffer header = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    int checksum = header.getInt(CHECKSUM_POSITION);
    if (checksum != checksum(header.putInt(CHECKSUM_POSITION, 0).array())) {
      throw damaged(file, "with a header that does not have the checksum that it states");
    }
    long length = header.getLong(24);
    if (length != bytes.length()) {
      throw damaged(
          file, "its header states %d bytes and the file has %d".formatted(length, bytes.length()));
    }
    return fields(header, order);
  }

  private static BinaryHeader fields(ByteBuffer header, int order) {
    Long[] counts = new Long[order];
    for (int i = 0; i < order; i++) {
      counts[i] = header.getLong(FIXED_LENGTH + i * Long.BYTES);
    }
    return new BinaryHeader(
        header.getInt(20),
        header.getInt(32),
        header.getInt(36),
        header.getInt(40),
        header.getInt(44),
        header.getInt(48),
        List.of(counts));
  }

  private static LanguageModelException damaged(Object file, String what) {
    return new LanguageModelException(
        file, "a compiled language model, but " + what + "; copy or compile it again");
  }

  private static int checksum(byte[] header) {
    CRC32C crc = new CRC32C();
    crc.update(header);
    return (int) crc.getValue();
  }
}
