package dev.quartzite.service.uploads;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.DelegatingServletInputStream;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class UploadRemainderTest {
  private final AtomicLong now = new AtomicLong();
  private final AtomicLong taken = new AtomicLong();
  private final UploadRemainder filter = new UploadRemainder(now::get);

  @Test
  void takesWhatComesQuicklyToItsEnd() throws Exception {
    filter.doFilter(request(1000), new MockHttpServletResponse(), new MockFilterChain());

    assertThat(taken).hasValue(1000);
  }

  @Test
  void takesWhatTricklesForAWhileOnly() throws Exception {
    filter.doFilter(request(Long.MAX_VALUE), new MockHttpServletResponse(), new MockFilterChain());

    assertThat(taken.get()).isEqualTo(UploadRemainder.PATIENCE.toMillis());
  }

  /** A body of so many bytes, one a millisecond. */
  private MockHttpServletRequest request(long bytes) {
    InputStream body =
        new InputStream() {
          @Override
          public int read() {
            if (taken.get() == bytes) {
              return -1;
            }
            taken.incrementAndGet();
            now.addAndGet(Duration.ofMillis(1).toNanos());
            return 0;
          }

          @Override
          public int read(byte[] buffer, int offset, int length) {
            return read() < 0 ? -1 : 1;
          }
        };
    return new MockHttpServletRequest("POST", "/v1/audio/transcriptions") {
      @Override
      public ServletInputStream getInputStream() {
        return new DelegatingServletInputStream(body) {
          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            return body.read(buffer, offset, length);
          }

          @Override
          public int read(byte[] buffer) throws IOException {
            return body.read(buffer);
          }
        };
      }
    };
  }
}
