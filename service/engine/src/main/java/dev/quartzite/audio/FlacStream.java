package dev.quartzite.audio;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * The samples of a FLAC file as little-endian integers, decoded frame by frame. Speech is archived
 * as FLAC, and a child process for each file would cost a tenth of the time that its recognition
 * takes. For one thread.
 *
 * <p>Whatever is unusual is left to FFmpeg: another sample rate than asked for, more than 24 bits,
 * and files without a frame that can be decoded.
 */
final class FlacStream extends InputStream {
  private static final String MAGIC = "fLaC";

  /** A metadata block begins with a bit that says whether it is the last, its type and length. */
  private static final long LAST = 1L << 31;

  private static final long TYPE_AND_LENGTH = LAST - 1;
  private static final long LENGTH = (1L << 24) - 1;

  /** The block that has to come first: type 0, 34 bytes. */
  private static final long STREAM_INFO = 34;

  private static final int MOST_BITS = 24;

  private final InputStream file;
  private final FlacFrame frame;
  private final PcmLayout layout;
  private final int shift;
  private final long announced;
  private byte[] bytes = {};
  private int position;
  private int end;

  private FlacStream(InputStream file, PcmLayout layout, int bits, long announced) {
    this.announced = announced;
    this.file = file;
    this.layout = layout;
    this.shift = layout.encoding().bytes() * Byte.SIZE - bits;
    this.frame = new FlacFrame(new FlacBits(file), layout, bits);
  }

  /** Opens a file at its first frame, if it is FLAC of this rate and not unusual. */
  static Optional<PcmFrames> open(Path path, int sampleRate) throws IOException {
    InputStream file = new BufferedInputStream(Files.newInputStream(path));
    Optional<FlacStream> opened = Optional.empty();
    try {
      opened = begin(file, Files.size(path), sampleRate);
      return opened.map(stream -> new PcmFrames(stream, stream.layout, stream.announced));
    } finally {
      if (opened.isEmpty()) {
        file.close();
      }
    }
  }

  /** Reads the name of the format and the metadata (RFC 9639, section 8). */
  private static Optional<FlacStream> begin(InputStream file, long size, int sampleRate)
      throws IOException {
    HeaderReader header = new HeaderReader("FLAC", file, size, ByteOrder.BIG_ENDIAN);
    if (size < MAGIC.length() || !header.tag().equals(MAGIC)) {
      return Optional.empty();
    }
    long block = header.u32();
    if ((block & TYPE_AND_LENGTH) != STREAM_INFO) {
      return Optional.empty();
    }
    header.skip(10); // sizes of blocks and frames
    long format = header.u32();
    long announced = (format & 15) << Integer.SIZE | header.u32();
    header.skip(16); // checksum of the samples
    while (block < LAST && header.remaining() >= Integer.BYTES) {
      block = header.u32();
      header.skip(block & LENGTH);
    }
    int channels = (int) (format >>> 9 & 7) + 1;
    int bits = (int) (format >>> 4 & 31) + 1;
    if (format >>> 12 != sampleRate || bits > MOST_BITS) {
      return Optional.empty();
    }
    PcmEncoding encoding = PcmEncoding.signed((bits + 7) / Byte.SIZE);
    PcmLayout layout =
        new PcmLayout(encoding, ByteOrder.LITTLE_ENDIAN, channels, sampleRate, 0, 0)
            .at(0, Long.MAX_VALUE, Long.MAX_VALUE); // the length in the header may be a lie
    FlacStream stream = new FlacStream(file, layout, bits, announced);
    return stream.advance() ? Optional.of(stream) : Optional.empty();
  }

  private boolean advance() throws IOException {
    int frames = frame.next();
    int width = layout.encoding().bytes();
    position = 0;
    end = Math.max(0, frames) * layout.frameBytes();
    if (bytes.length < end) {
      bytes = new byte[end];
    }
    int place = 0;
    for (int i = 0; i < frames; i++) {
      for (int channel = 0; channel < layout.channels(); channel++) {
        int sample = frame.sample(channel, i) << shift;
        for (int k = 0; k < width; k++) {
          bytes[place++] = (byte) (sample >> (k * Byte.SIZE));
        }
      }
    }
    return frames > 0;
  }

  @Override
  public int read() throws IOException {
    return position < end || advance() ? bytes[position++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (position == end && !advance()) {
      return -1;
    }
    int count = Math.min(length, end - position);
    System.arraycopy(bytes, position, target, offset, count);
    position += count;
    return count;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
