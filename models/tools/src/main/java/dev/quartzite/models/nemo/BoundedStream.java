package dev.quartzite.models.nemo;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that refuses to give more than so many bytes: what is compressed may never end. */
final class BoundedStream extends FilterInputStream {
  private final long most;
  private final String name;
  private long left;
  private long leftHere = Long.MAX_VALUE;

  BoundedStream(InputStream in, long most, String name) {
    super(in);
    this.most = most;
    this.left = most;
    this.name = name;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    if (value >= 0) {
      take(1);
    }
    return value;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = super.read(buffer, offset, length);
    take(Math.max(0, count));
    return count;
  }

  @Override
  public long skip(long count) throws IOException {
    long skipped = super.skip(count);
    take(skipped);
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  /** From here on gives only so many bytes, until that is {@linkplain #lift lifted}. */
  void restrict(long bytes) {
    leftHere = bytes;
  }

  void lift() {
    leftHere = Long.MAX_VALUE;
  }

  private void take(long count) {
    left -= count;
    leftHere -= count;
    if (left < 0) {
      throw new NemoException(
          name, "unpacks to more than %d bytes: it is no archive of a network".formatted(most));
    }
    if (leftHere < 0) {
      throw new NemoException(name, "has a name or a header without end: it was refused");
    }
  }
}
