package dev.quartzite.audio;

import java.io.IOException;
import java.util.Optional;

/**
 * The header of RIFF WAVE, and of its 64-bit forms RF64 and BW64 (ITU-R BS.2088). A data chunk that
 * claims more than the file has gives what is there, as does the unfinished header of a stream,
 * whose lengths are 0 or all ones.
 */
final class WavHeader {
  private static final int INTEGER = 1;
  private static final int FLOAT = 3;
  private static final int EXTENSIBLE = 0xfffe;
  private static final long UNKNOWN_LENGTH = 0xffff_ffffL;

  private WavHeader() {}

  /** The layout of the sound; none if it is compressed. */
  static Optional<PcmLayout> read(HeaderReader header) throws IOException {
    header.skip(4); // "RIFF" or a 64-bit form
    long riffEnd = header.u32() + 8;
    header.skip(4); // "WAVE"
    long longDataSize = Long.MAX_VALUE;
    Optional<PcmLayout> format = Optional.empty();
    boolean formatSeen = false;
    while (header.remaining() >= 8) {
      String tag = header.tag();
      long size = header.u32();
      long end = header.position() + size + (size & 1);
      switch (tag) {
        case "ds64" -> {
          header.skip(8); // size of the whole
          longDataSize = header.u64();
        }
        case "fmt " -> {
          format = format(header, size);
          formatSeen = true;
        }
        case "data" -> {
          if (!formatSeen) {
            throw header.lie("chunk order", "'fmt ' before 'data'", "'data' first");
          }
          long claimed = claimed(size, longDataSize, riffEnd, header.position());
          return format.map(f -> f.at(header.position(), claimed, header.remaining()));
        }
        default -> {}
      }
      header.skip(end - header.position());
    }
    throw header.lie("chunks", "a 'data' chunk", "none before the end of the file");
  }

  private static long claimed(long size, long longSize, long riffEnd, long dataStart) {
    boolean unfinished = size == 0 && riffEnd <= dataStart;
    return size == UNKNOWN_LENGTH ? longSize : unfinished ? Long.MAX_VALUE : size;
  }

  private static Optional<PcmLayout> format(HeaderReader header, long size) throws IOException {
    if (size < 16) {
      throw header.lie("size of the 'fmt ' chunk", "at least 16 bytes", size);
    }
    int code = header.u16();
    int channels = header.channels(header.u16());
    int rate = header.sampleRate((double) header.u32());
    header.skip(4); // bytes a second: redundant, and often wrong in files that are otherwise whole
    int blockAlign = header.u16();
    int bits = header.u16();
    if (code == EXTENSIBLE && size >= 26) {
      header.skip(8); // size of the extension, valid bits, loudspeakers
      code = header.u16();
    }
    if (code != INTEGER && code != FLOAT) {
      return Optional.empty();
    }
    PcmEncoding encoding = encoding(header, code, bits);
    int expected = channels * encoding.bytes();
    if (blockAlign != expected) {
      throw header.lie(
          "block align",
          "%d (%d channels of %d bytes)".formatted(expected, channels, encoding.bytes()),
          blockAlign);
    }
    return Optional.of(new PcmLayout(encoding, header.order(), channels, rate, 0, 0));
  }

  private static PcmEncoding encoding(HeaderReader header, int code, int bits) {
    if (code == FLOAT) {
      return switch (bits) {
        case 32 -> PcmEncoding.FLOAT_32;
        case 64 -> PcmEncoding.FLOAT_64;
        default -> throw header.lie("bits per sample", "32 or 64 for floating point", bits);
      };
    }
    if (bits < 1 || bits > 32) {
      throw header.lie("bits per sample", "1 to 32 for integers", bits);
    }
    // Integers of 8 bits or fewer are unsigned; an odd width sits in the high bits of whole bytes.
    return bits <= 8 ? PcmEncoding.UNSIGNED_8 : PcmEncoding.signed((bits + 7) / 8);
  }
}
