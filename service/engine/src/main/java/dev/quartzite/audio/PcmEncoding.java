package dev.quartzite.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** How one sample of uncompressed sound is written. Integers scale to [−1, 1) by their range. */
enum PcmEncoding {
  UNSIGNED_8(1),
  SIGNED_8(1),
  SIGNED_16(2),
  SIGNED_24(3),
  SIGNED_32(4),
  FLOAT_32(4),
  FLOAT_64(8);

  private final int bytes;

  PcmEncoding(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes a sample. */
  int bytes() {
    return bytes;
  }

  /** The signed integer with so many bytes a sample, 1 to 4. */
  static PcmEncoding signed(int bytes) {
    return switch (bytes) {
      case 1 -> SIGNED_8;
      case 2 -> SIGNED_16;
      case 3 -> SIGNED_24;
      case 4 -> SIGNED_32;
      default -> throw new IllegalArgumentException("no integer of " + bytes + " bytes");
    };
  }

  /** Decodes {@code count} samples in the buffer's byte order, from its position on. */
  void decode(ByteBuffer from, float[] to, int count) {
    for (int i = 0; i < count; i++) {
      to[i] =
          switch (this) {
            case UNSIGNED_8 -> ((from.get() & 0xff) - 0x80) * 0x1p-7f;
            case SIGNED_8 -> from.get() * 0x1p-7f;
            case SIGNED_16 -> from.getShort() * 0x1p-15f;
            case SIGNED_24 -> int24(from) * 0x1p-23f;
            case SIGNED_32 -> from.getInt() * 0x1p-31f;
            case FLOAT_32 -> from.getFloat();
            case FLOAT_64 -> (float) from.getDouble();
          };
    }
  }

  private static int int24(ByteBuffer from) {
    int first = from.get();
    int middle = from.get() & 0xff;
    int last = from.get();
    return from.order() == ByteOrder.BIG_ENDIAN
        ? first << 16 | middle << 8 | (last & 0xff)
        : last << 16 | middle << 8 | (first & 0xff);
  }
}
