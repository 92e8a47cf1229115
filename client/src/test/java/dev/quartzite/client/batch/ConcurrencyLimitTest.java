package dev.quartzite.client.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.quartzite.client.batch.ConcurrencyLimit.Permit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ConcurrencyLimitTest {
  private static Permit acquire(ConcurrencyLimit limit) {
    try {
      return limit.acquire().orElseThrow();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void givesNoMorePermitsThanTheLimitUntilOneIsReleased() {
    ConcurrencyLimit limit = ConcurrencyLimit.fixed(2);
    Permit first = acquire(limit);
    acquire(limit);
    CompletableFuture<Permit> third = CompletableFuture.supplyAsync(() -> acquire(limit));
    assertThat(third).isNotDone();
    first.release();
    assertThat(third.join()).isNotNull();
  }

  @Test
  void closingWakesWhoWaits() {
    ConcurrencyLimit limit = ConcurrencyLimit.fixed(1);
    acquire(limit);
    CompletableFuture<Boolean> refused =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return limit.acquire().isEmpty();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
            });
    limit.close();
    assertThat(refused.join()).isTrue();
  }

  @Test
  void theRefusalsOfOneOverloadCountOnce() {
    ConcurrencyLimit limit = ConcurrencyLimit.adaptive();
    int before = limit.current();
    List<Permit> permits = new ArrayList<>();
    for (int i = 0; i < before; i++) {
      permits.add(acquire(limit));
    }
    permits.forEach(Permit::refused);
    assertThat(limit.current()).isEqualTo((int) (before * 0.7));
  }

  @Test
  void growsWhileMoreAtOnceIsMoreDone() {
    AtomicLong clock = new AtomicLong();
    ConcurrencyLimit limit = ConcurrencyLimit.adaptive(clock::get);
    int before = limit.current();
    for (int round = 0; round < 4; round++) {
      List<Permit> permits = new ArrayList<>();
      while (permits.size() < limit.current()) {
        permits.add(acquire(limit));
      }
      clock.addAndGet(1_000_000_000);
      for (Permit permit : permits) {
        permit.answered(10);
        permit.release();
      }
    }
    assertThat(limit.current()).isGreaterThan(before);
  }

  @Test
  void refusesToSendNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConcurrencyLimit.fixed(0))
        .withMessageContaining("not 0");
  }
}
