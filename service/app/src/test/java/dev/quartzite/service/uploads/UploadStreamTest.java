package dev.quartzite.service.uploads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartzite.service.errors.ApiException;
import dev.quartzite.service.settings.LimitSettings;
import dev.quartzite.service.settings.SettingsOf;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;

class UploadStreamTest {
  private final AtomicLong clock = new AtomicLong();

  @Test
  void letsThroughWhatKeepsTheRate() throws IOException {
    UploadStream stream = stream(100_000, 100_000);
    passSeconds(UploadStream.GRACE.toSeconds());

    for (int second = 0; second < 100; second++) {
      assertThat(stream.readNBytes(1000)).hasSize(1000);
      passSeconds(1);
    }
  }

  @Test
  void givesUpASenderThatTricklesOnceTheGraceIsOver() throws IOException {
    UploadStream stream = stream(100_000, 100_000);
    for (int second = 0; second < UploadStream.GRACE.toSeconds(); second++) {
      assertThat(stream.read()).isZero();
      passSeconds(1);
    }
    passSeconds(1);

    assertThatThrownBy(stream::read)
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.status()).isEqualTo(HttpStatus.REQUEST_TIMEOUT));
  }

  @Test
  void refusesTheFirstByteTooMany() throws IOException {
    UploadStream stream = stream(1001, 1000);
    assertThat(stream.readNBytes(1000)).hasSize(1000);

    assertThatThrownBy(stream::read)
        .isInstanceOfSatisfying(
            ApiException.class,
            e -> assertThat(e.status()).isEqualTo(HttpStatus.CONTENT_TOO_LARGE));
  }

  private UploadStream stream(int size, long maxBytes) {
    LimitSettings limits =
        SettingsOf.properties(Map.of("quartzite.limits.upload-rate", "1000")).limits();
    InputStream body = new ByteArrayInputStream(new byte[size]);
    return new UploadStream(body, maxBytes, limits, clock::get);
  }

  private void passSeconds(long seconds) {
    clock.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }
}
