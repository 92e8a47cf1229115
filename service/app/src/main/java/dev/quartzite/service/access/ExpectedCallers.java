package dev.quartzite.service.access;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Callers that have just left and may well be back in a moment, as those who send one request after
 * another. Each is expected for a few times as long as it stayed: whoever takes longer than that
 * would hardly notice to be slowed down, and what is kept for it meanwhile is in proportion to what
 * it used. For one thread at a time.
 */
final class ExpectedCallers {
  private static final int STAYS = 4;
  private static final long LONGEST = Duration.ofSeconds(1).toNanos();

  private final Map<Caller, Long> until = new HashMap<>();

  /** Somebody leaves. */
  void add(Caller caller, long now, long stay) {
    until.put(caller, now + Math.min(STAYS * stay, LONGEST));
  }

  /** Somebody is back. */
  void remove(Caller caller) {
    until.remove(caller);
  }

  /** Forgets those who have not come. */
  void forget(long now) {
    until.values().removeIf(end -> end - now <= 0);
  }

  /** How many are expected besides this one. */
  int others(Caller caller) {
    return until.size() - (until.containsKey(caller) ? 1 : 0);
  }

  /** How long it is until somebody is no longer expected. */
  long nanosToNextChange(long now) {
    return until.values().stream().mapToLong(end -> end - now).min().orElse(Long.MAX_VALUE);
  }
}
