package dev.quartzite.lm;

/**
 * Records of unsigned fields, packed bit by bit without gaps: the field of width w at bit b of
 * record r is the w bits from bit r × width + b of the storage, the lowest first. A field has 57
 * bits at most, so that one read of eight bytes holds it wherever it begins.
 */
final class PackedRecords {
  private final MappedBytes bytes;
  private final long firstBit;
  private final int width;

  /**
   * Records in a part of the storage.
   *
   * @param offset first byte of the first record
   * @param width bits of a record
   */
  PackedRecords(MappedBytes bytes, long offset, int width) {
    this.bytes = bytes;
    this.firstBit = offset * Byte.SIZE;
    this.width = width;
  }

  /** The field of a record that begins at bit {@code shift} of it. */
  int get(long record, int shift, long mask) {
    long bit = firstBit + record * width + shift;
    return (int) ((bytes.getLong(bit >>> 3) >>> (bit & 7)) & mask);
  }

  /** Bytes that so many records take, whole groups of eight. */
  static long bytes(long records, int width) {
    return (records * width + 63) / 64 * Long.BYTES;
  }

  /** The bits that hold every number from 0 to {@code largest}. */
  static int bitsFor(long largest) {
    return Long.SIZE - Long.numberOfLeadingZeros(largest);
  }

  /** The mask of a field. */
  static long mask(int bits) {
    return (1L << bits) - 1;
  }
}
