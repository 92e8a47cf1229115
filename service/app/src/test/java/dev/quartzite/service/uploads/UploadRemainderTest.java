package dev.quartzite.service.uploads;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.coyote.InputBuffer;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.junit.jupiter.api.Test;

class UploadRemainderTest {
  private final AtomicLong now = new AtomicLong();
  private final AtomicLong taken = new AtomicLong();
  private final UploadRemainder remainder = new UploadRemainder(now::get);

  @Test
  void takesWhatComesQuicklyToItsEnd() throws Exception {
    remainder.drain(request(1000));

    assertThat(taken).hasValue(1000);
  }

  @Test
  void takesWhatTricklesForAWhileOnly() throws Exception {
    remainder.drain(request(Long.MAX_VALUE));

    assertThat(taken.get()).isEqualTo(UploadRemainder.PATIENCE.toMillis());
  }

  /** A body of so many bytes, one a millisecond. */
  private Request request(long bytes) {
    Request request = new Request();
    request.setResponse(new Response());
    request.setInputBuffer(
        new InputBuffer() {
          @Override
          public int doRead(ApplicationBufferHandler handler) {
            if (taken.get() == bytes) {
              return -1;
            }
            taken.incrementAndGet();
            now.addAndGet(Duration.ofMillis(1).toNanos());
            return 1;
          }

          @Override
          public int available() {
            return 0;
          }
        });
    return request;
  }
}
