package dev.quartzite.service.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.quartzite.service.errors.ApiException;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CallerTest {
  private long now;
  private final TimeMeter clock =
      new TimeMeter() {
        @Override
        public long currentTimeNanos() {
          return now;
        }

        @Override
        public boolean isWallClockBased() {
          return false;
        }
      };

  @Test
  void maySendItsRequestsOfAMinuteAtOnceAndThenOneByOne() {
    Caller caller = new Caller("somebody", 60, 0, clock);
    for (int i = 0; i < 60; i++) {
      caller.admit().close();
    }

    assertThatThrownBy(caller::admit)
        .asInstanceOf(type(ApiException.class))
        .satisfies(
            refusal -> {
              assertThat(refusal.status().value()).isEqualTo(429);
              assertThat(refusal.retryAfter()).contains(Duration.ofSeconds(1));
            });
    now += Duration.ofSeconds(1).toNanos();
    caller.admit().close();
    assertThatThrownBy(caller::admit).isInstanceOf(ApiException.class);
  }

  @Test
  void mayHaveSoManyRequestsOpenAndNoMore() {
    Caller caller = new Caller("somebody", 0, 2, clock);
    Slot first = caller.admit();
    caller.admit();

    assertThatThrownBy(caller::admit)
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("2 requests open");
    first.close();
    caller.admit();
  }
}
