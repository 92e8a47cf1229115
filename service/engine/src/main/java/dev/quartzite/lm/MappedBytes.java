package dev.quartzite.lm;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The bytes of a file of any length, mapped into memory and shared with every process that maps it.
 * A file that its file system cannot map, such as an entry of a jar, is read into direct memory
 * instead. Immutable; the memory is released when this object is garbage.
 *
 * <p>One mapping holds 2 GiB at most, so there is one for each GiB. Each reaches eight bytes into
 * the next, so that eight bytes from any position lie in one mapping.
 */
final class MappedBytes {
  private static final int SEGMENT_BITS = 30;
  private static final long SEGMENT = 1L << SEGMENT_BITS;

  private final ByteBuffer[] segments;
  private final long length;

  private MappedBytes(ByteBuffer[] segments, long length) {
    this.segments = segments;
    this.length = length;
  }

  /** The whole of a file. */
  static MappedBytes of(Path file) throws IOException {
    long length = Files.size(file);
    ByteBuffer[] segments =
        new ByteBuffer[Math.toIntExact((length + SEGMENT - 1) >>> SEGMENT_BITS)];
    try (SeekableByteChannel channel = Files.newByteChannel(file, StandardOpenOption.READ)) {
      for (int i = 0; i < segments.length; i++) {
        long start = (long) i << SEGMENT_BITS;
        int size = (int) Math.min(SEGMENT + Long.BYTES, length - start);
        segments[i] = segment(channel, start, size).order(ByteOrder.LITTLE_ENDIAN);
      }
    }
    return new MappedBytes(segments, length);
  }

  /** The content of an array, copied. */
  static MappedBytes of(byte[] content) {
    ByteBuffer copy = ByteBuffer.allocateDirect(content.length).order(ByteOrder.LITTLE_ENDIAN);
    copy.put(0, content);
    return new MappedBytes(new ByteBuffer[] {copy}, content.length);
  }

  private static ByteBuffer segment(SeekableByteChannel channel, long start, int size)
      throws IOException {
    if (channel instanceof FileChannel file) {
      return file.map(FileChannel.MapMode.READ_ONLY, start, size);
    }
    ByteBuffer copy = ByteBuffer.allocateDirect(size);
    channel.position(start);
    while (copy.hasRemaining()) {
      if (channel.read(copy) < 0) {
        throw new EOFException("the file became shorter while it was read");
      }
    }
    return copy.flip();
  }

  long length() {
    return length;
  }

  /** The eight bytes at a position, little-endian. The caller keeps to the file's length. */
  long getLong(long position) {
    return segments[(int) (position >>> SEGMENT_BITS)].getLong((int) (position & (SEGMENT - 1)));
  }

  /** A view of at most a GiB from a position, for reading in sequence. */
  ByteBuffer view(long position, int size) {
    ByteBuffer segment = segments[(int) (position >>> SEGMENT_BITS)];
    int offset = (int) (position & (SEGMENT - 1));
    int available = Math.min(size, segment.limit() - offset);
    return segment.slice(offset, available).order(ByteOrder.LITTLE_ENDIAN);
  }
}
