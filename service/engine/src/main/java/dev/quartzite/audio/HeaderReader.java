package dev.quartzite.audio;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The fields of a container's header, read in order. It allocates by no length that the file
 * claims. What contradicts the format is refused with the field, what was expected and what was
 * found.
 */
final class HeaderReader {
  /** Far above any microphone array; a header that claims more is not one. */
  private static final int MAX_CHANNELS = 256;

  private static final int MIN_RATE = 1_000;
  private static final int MAX_RATE = 768_000;

  private final String format;
  private final InputStream in;
  private final long size;
  private final ByteOrder order;
  private long position;

  /**
   * @param format the container's name, for messages
   * @param size of the whole file, bytes
   */
  HeaderReader(String format, InputStream in, long size, ByteOrder order) {
    this.format = format;
    this.in = in;
    this.size = size;
    this.order = order;
  }

  ByteOrder order() {
    return order;
  }

  long position() {
    return position;
  }

  /** Bytes from here to the end of the file. */
  long remaining() {
    return size - position;
  }

  /** A name of four characters. */
  String tag() throws IOException {
    return new String(take(4).array(), StandardCharsets.ISO_8859_1);
  }

  int u8() throws IOException {
    return take(1).get() & 0xff;
  }

  int u16() throws IOException {
    return take(2).getShort() & 0xffff;
  }

  long u32() throws IOException {
    return take(4).getInt() & 0xffff_ffffL;
  }

  /** A 64-bit length; one beyond the signed range reads as the largest. */
  long u64() throws IOException {
    long value = take(8).getLong();
    return value < 0 ? Long.MAX_VALUE : value;
  }

  /** Goes on by {@code count} bytes, or to the end if the file has fewer. */
  void skip(long count) throws IOException {
    long step = Math.min(count, remaining());
    in.skipNBytes(step);
    position += step;
  }

  /** A channel count, checked. */
  int channels(long found) {
    if (found < 1 || found > MAX_CHANNELS) {
      throw lie("channels", "1 to " + MAX_CHANNELS, found);
    }
    return (int) found;
  }

  /** A sample rate in hertz, checked. */
  int sampleRate(double found) {
    if (!(found >= MIN_RATE && found <= MAX_RATE)) {
      String expected = MIN_RATE + " to " + MAX_RATE + " Hz";
      throw lie("sample rate", expected, String.format(Locale.ROOT, "%.0f Hz", found));
    }
    return (int) Math.round(found);
  }

  /** The refusal of a field that contradicts the format or other fields. */
  UnsupportedAudioException lie(String field, String expected, Object found) {
    return UnsupportedAudioException.undecodable(
        "in the %s header, %s: expected %s, found %s".formatted(format, field, expected, found));
  }

  private ByteBuffer take(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw lie("length", "more than " + position + " bytes", "the end of the file");
    }
    position += count;
    return ByteBuffer.wrap(bytes).order(order);
  }
}
