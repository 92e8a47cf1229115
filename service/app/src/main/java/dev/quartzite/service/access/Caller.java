package dev.quartzite.service.access;

import dev.quartzite.service.errors.ApiException;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who sends requests, and how many: the holder of a key, or everybody where there are no
 * keys. Safe for any number of threads.
 */
public final class Caller {
  /** The caller of this request, as the attribute of a servlet request. */
  public static final String ATTRIBUTE = "dev.quartzite.service.caller";

  /** The service itself, which has no limits. */
  public static final Caller SERVICE = new Caller("quartzite", 0, 0, TimeMeter.SYSTEM_NANOTIME);

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final String name;
  private final int requestsPerMinute;
  private final int concurrentRequests;
  private final @Nullable Bucket rate;
  private final @Nullable Semaphore open;

  /**
   * @param requestsPerMinute 0 for any number
   * @param concurrentRequests 0 for any number
   */
  Caller(String name, int requestsPerMinute, int concurrentRequests, TimeMeter clock) {
    this.name = name;
    this.requestsPerMinute = requestsPerMinute;
    this.concurrentRequests = concurrentRequests;
    this.rate = requestsPerMinute == 0 ? null : bucket(requestsPerMinute, clock);
    this.open = concurrentRequests == 0 ? null : new Semaphore(concurrentRequests);
  }

  private static Bucket bucket(int requestsPerMinute, TimeMeter clock) {
    return Bucket.builder()
        .addLimit(
            limit ->
                limit
                    .capacity(requestsPerMinute)
                    .refillGreedy(requestsPerMinute, Duration.ofMinutes(1)))
        .withCustomTimePrecision(clock)
        .build();
  }

  /** Whose key it is. */
  public String name() {
    return name;
  }

  /** Requests a minute; 0 for any number. */
  int requestsPerMinute() {
    return requestsPerMinute;
  }

  /** How many requests it may send right now; 0 where there is no limit. */
  long remaining() {
    return rate == null ? 0 : rate.getAvailableTokens();
  }

  /**
   * Takes a request in.
   *
   * @throws ApiException 429 if it is one too many; says when to try again
   */
  Slot admit() {
    if (rate != null) {
      ConsumptionProbe probe = rate.tryConsumeAndReturnRemaining(1);
      if (!probe.isConsumed()) {
        throw ApiException.rateLimited(
            "this key may send %d requests a minute, and has".formatted(requestsPerMinute),
            Duration.ofMillis((probe.getNanosToWaitForRefill() + 999_999) / 1_000_000));
      }
    }
    if (open == null) {
      return () -> {};
    }
    if (!open.tryAcquire()) {
      throw ApiException.rateLimited(
          "this key may have %d requests open at the same time, and has"
              .formatted(concurrentRequests),
          RETRY_AFTER);
    }
    return open::release;
  }
}
