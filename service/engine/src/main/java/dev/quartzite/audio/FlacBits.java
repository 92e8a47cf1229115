package dev.quartzite.audio;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The bits of a FLAC stream, most significant first. The bytes since the {@linkplain #mark start}
 * of a frame are kept, so that a frame which turns out to be damaged can be read over again from
 * its second byte on. For one thread.
 */
final class FlacBits {
  private static final int BLOCK_BYTES = 1 << 15;

  /** No frame is longer: 65,536 samples of 8 channels as they are, and as much for waste. */
  private static final int LONGEST_FRAME = 1 << 22;

  private final InputStream in;
  private byte[] buffer = new byte[2 * BLOCK_BYTES];
  private int marked;
  private int next;
  private int end;

  /** The lower {@code cached} bits were taken out of the buffer and not read yet. */
  private long cache;

  private int cached;

  FlacBits(InputStream in) {
    this.in = in;
  }

  /** Thrown where a frame cannot go on: it is damaged, or the file ends. */
  static final class DamagedFrameException extends IOException {
    private static final long serialVersionUID = 1;

    DamagedFrameException(String message) {
      super(message);
    }

    /** Damage is found, not diagnosed: there may be much of it. */
    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }

  /** An unsigned number of up to 32 bits. */
  int read(int bits) throws IOException {
    while (cached < bits) {
      load();
    }
    cached -= bits;
    return (int) (cache >>> cached & ((1L << bits) - 1));
  }

  /** A number of 1 to 32 bits in two's complement. */
  int readSigned(int bits) throws IOException {
    int unused = Integer.SIZE - bits;
    return read(bits) << unused >> unused;
  }

  /** The number of zeros before a one, which is read too. */
  int readUnary() throws IOException {
    int zeros = 0;
    long rest = cache << (Long.SIZE - cached);
    while (cached == 0 || rest == 0) {
      zeros += cached;
      cached = 0;
      load();
      rest = cache << (Long.SIZE - cached);
    }
    int leading = Long.numberOfLeadingZeros(rest);
    cached -= leading + 1;
    return zeros + leading;
  }

  /** Takes as many bytes into the cache as it has room for, at least one. */
  private void load() throws IOException {
    if (next == end && !fill()) {
      throw new DamagedFrameException("the file ends within a frame");
    }
    while (cached <= Long.SIZE - 2 * Byte.SIZE && next < end) {
      cache = cache << Byte.SIZE | (buffer[next++] & 0xff);
      cached += Byte.SIZE;
    }
  }

  private boolean fill() throws IOException {
    if (end - marked > LONGEST_FRAME) {
      throw new DamagedFrameException("a frame does not end");
    }
    if (end + BLOCK_BYTES > buffer.length) {
      int kept = end - marked;
      byte[] target = kept > buffer.length / 2 ? new byte[2 * buffer.length] : buffer;
      System.arraycopy(buffer, marked, target, 0, kept);
      buffer = target;
      next -= marked;
      marked = 0;
      end = kept;
    }
    int count = in.readNBytes(buffer, end, BLOCK_BYTES);
    end += count;
    return count > 0;
  }

  /** Drops the bits up to the next byte. */
  void align() {
    cached -= cached % Byte.SIZE;
  }

  /** Says that a frame begins here, at a whole byte. */
  void mark() {
    rewind(position());
    marked = next;
  }

  /** Goes back to the byte after the mark. */
  void skipMarked() {
    rewind(marked + 1);
  }

  private int position() {
    return next - cached / Byte.SIZE;
  }

  private void rewind(int position) {
    next = position;
    cached = 0;
    cache = 0;
  }

  /** Whether there is another byte. */
  boolean hasMore() throws IOException {
    return cached > 0 || next < end || fill();
  }

  /** CRC-8 (polynomial 7) of the whole bytes that were read since the mark. */
  int crc8() {
    int crc = 0;
    for (int i = marked; i < position(); i++) {
      crc = Crc.EIGHT[crc ^ (buffer[i] & 0xff)];
    }
    return crc;
  }

  /** CRC-16 (polynomial 0x8005) of the whole bytes that were read since the mark. */
  int crc16() {
    int crc = 0;
    for (int i = marked; i < position(); i++) {
      crc = (crc << 8 ^ Crc.SIXTEEN[crc >>> 8 ^ (buffer[i] & 0xff)]) & 0xffff;
    }
    return crc;
  }

  /** Remainders of a byte. */
  private static final class Crc {
    static final int[] EIGHT = table(8, 0x07);
    static final int[] SIXTEEN = table(16, 0x8005);

    private static int[] table(int bits, int polynomial) {
      int[] table = new int[1 << Byte.SIZE];
      Arrays.setAll(table, value -> remainder(value << (bits - Byte.SIZE), bits, polynomial));
      return table;
    }

    private static int remainder(int value, int bits, int polynomial) {
      int crc = value;
      for (int i = 0; i < Byte.SIZE; i++) {
        boolean carry = (crc >>> (bits - 1) & 1) != 0;
        crc = (crc << 1 ^ (carry ? polynomial : 0)) & (1 << bits) - 1;
      }
      return crc;
    }
  }
}
