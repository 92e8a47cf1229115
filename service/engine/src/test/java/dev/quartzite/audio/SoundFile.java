package dev.quartzite.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Files of uncompressed sound, byte by byte, so that tests can also write wrong ones. */
final class SoundFile {
  private final ByteBuffer bytes;

  private SoundFile(int capacity, ByteOrder order) {
    bytes = ByteBuffer.allocate(capacity).order(order);
  }

  static SoundFile littleEndian(int capacity) {
    return new SoundFile(capacity, ByteOrder.LITTLE_ENDIAN);
  }

  static SoundFile bigEndian(int capacity) {
    return new SoundFile(capacity, ByteOrder.BIG_ENDIAN);
  }

  /** A 16-bit WAV of interleaved channels. */
  static byte[] wav(int sampleRate, int channels, float... interleaved) {
    byte[] data = encode(PcmEncoding.SIGNED_16, ByteOrder.LITTLE_ENDIAN, interleaved);
    return wav(PcmEncoding.SIGNED_16, sampleRate, channels, data);
  }

  static byte[] wav(PcmEncoding encoding, int sampleRate, int channels, byte[] data) {
    return littleEndian(data.length + 64)
        .tag("RIFF")
        .u32(36 + data.length)
        .tag("WAVE")
        .format(encoding, sampleRate, channels)
        .tag("data")
        .u32(data.length)
        .raw(data)
        .bytes();
  }

  /** AIFF, or AIFF-C if a compression is named. */
  static byte[] aiff(
      String compression, PcmEncoding encoding, int sampleRate, long frames, byte[] data) {
    return bigEndian(data.length + 100)
        .tag("FORM")
        .u32(46 + data.length)
        .tag(compression.isEmpty() ? "AIFF" : "AIFC")
        .common(compression, encoding, sampleRate, frames)
        .tag("SSND")
        .u32(8 + data.length)
        .u32(0)
        .u32(0)
        .raw(data)
        .bytes();
  }

  static byte[] au(long code, int sampleRate, long length, byte[] data) {
    return bigEndian(data.length + 28)
        .tag(".snd")
        .u32(28)
        .u32(length)
        .u32(code)
        .u32(sampleRate)
        .u32(1)
        .u32(0) // a note
        .raw(data)
        .bytes();
  }

  /** AIFF's chunk {@code COMM} for one channel. */
  SoundFile common(String compression, PcmEncoding encoding, int sampleRate, long frames) {
    int exponent = Math.getExponent((double) sampleRate);
    return tag("COMM")
        .u32(18 + compression.length())
        .u16(1)
        .u32(frames)
        .u16(encoding.bytes() * 8)
        .u16(16_383 + exponent)
        .u64((long) sampleRate << (63 - exponent))
        .tag(compression);
  }

  /** A chunk {@code fmt } of 16 bytes. */
  SoundFile format(PcmEncoding encoding, int sampleRate, int channels) {
    int block = channels * encoding.bytes();
    return tag("fmt ")
        .u32(16)
        .u16(encoding.name().startsWith("FLOAT") ? 3 : 1)
        .u16(channels)
        .u32(sampleRate)
        .u32((long) sampleRate * block)
        .u16(block)
        .u16(encoding.bytes() * 8);
  }

  SoundFile tag(String tag) {
    bytes.put(tag.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  SoundFile u16(int value) {
    bytes.putShort((short) value);
    return this;
  }

  SoundFile u32(long value) {
    bytes.putInt((int) value);
    return this;
  }

  SoundFile u64(long value) {
    bytes.putLong(value);
    return this;
  }

  SoundFile raw(byte... raw) {
    bytes.put(raw);
    return this;
  }

  byte[] bytes() {
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  static Path write(Path folder, String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  /** The inverse of {@link PcmEncoding#decode}. */
  static byte[] encode(PcmEncoding encoding, ByteOrder order, float... samples) {
    ByteBuffer to = ByteBuffer.allocate(samples.length * encoding.bytes()).order(order);
    for (float sample : samples) {
      switch (encoding) {
        case UNSIGNED_8 -> to.put((byte) (Math.round(sample * 0x1p7) + 0x80));
        case SIGNED_8 -> to.put((byte) Math.round(sample * 0x1p7));
        case SIGNED_16 -> to.putShort((short) Math.round(sample * 0x1p15));
        case SIGNED_24 -> put24(to, (int) Math.round(sample * 0x1p23));
        case SIGNED_32 -> to.putInt((int) Math.round(sample * 0x1p31));
        case FLOAT_32 -> to.putFloat(sample);
        case FLOAT_64 -> to.putDouble(sample);
      }
    }
    return to.array();
  }

  private static void put24(ByteBuffer to, int value) {
    byte[] three = {(byte) (value >> 16), (byte) (value >> 8), (byte) value};
    boolean big = to.order() == ByteOrder.BIG_ENDIAN;
    to.put(three[big ? 0 : 2]).put(three[1]).put(three[big ? 2 : 0]);
  }
}
