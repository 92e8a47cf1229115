package dev.quartzite.service.uploads;

import dev.quartzite.service.errors.ApiException;
import dev.quartzite.service.settings.LimitSettings;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.springframework.http.HttpStatus;

/**
 * A request's body, refused when it is too large or comes too slowly. Without the second, a few
 * callers that send a byte now and then could hold every thread. For one thread.
 */
final class UploadStream extends FilterInputStream {
  /** How long an upload may be as slow as it likes. */
  static final Duration GRACE = Duration.ofSeconds(30);

  private final long maxBytes;
  private final long bytesPerSecond;
  private final LongSupplier nanoTime;
  private final long start;
  private long received;

  /**
   * @param maxBytes largest body
   * @param nanoTime a clock such as {@link System#nanoTime}
   */
  UploadStream(InputStream body, long maxBytes, LimitSettings limits, LongSupplier nanoTime) {
    super(body);
    this.maxBytes = maxBytes;
    this.bytesPerSecond = limits.uploadRate().toBytes();
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = super.read(bytes, offset, length);
    if (count > 0) {
      received += count;
      check();
    }
    return count;
  }

  /** The request's body is not this one's to close: what is still sent is taken afterwards. */
  @Override
  public void close() {}

  private void check() {
    if (received > maxBytes) {
      throw ApiException.tooLarge(
          "request_too_large",
          "the request is larger than the %d bytes that this service takes".formatted(maxBytes));
    }
    double seconds = (nanoTime.getAsLong() - start) / 1e9 - GRACE.toSeconds();
    if (seconds > 0 && received < seconds * bytesPerSecond) {
      throw new ApiException(
          HttpStatus.REQUEST_TIMEOUT,
          "upload_too_slow",
          "the upload brought %d bytes and was given up: it has to bring %d a second"
              .formatted(received, bytesPerSecond));
    }
  }
}
