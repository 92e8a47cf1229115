package dev.quartzite.acoustic;

import java.util.HashMap;
import java.util.Map;

/**
 * How much of the network each caller has had, in frames, on a common clock: whoever has nothing
 * waiting saves nothing up, but comes back as if it had had as much as the one who is served now
 * (start-time fair queueing, Goyal et al. 1997). For one thread at a time; it remembers every name
 * that it was ever told.
 */
final class CallerShares {
  private final Map<String, Long> had = new HashMap<>();
  private long clock;

  /** Somebody asks for something. */
  void join(String caller) {
    had.merge(caller, clock, Math::max);
  }

  /** Somebody is served first of all who wait. */
  void beginWith(String caller) {
    clock = Math.max(clock, of(caller));
  }

  /** Somebody is served. */
  void charge(String caller, int frames) {
    had.merge(caller, (long) frames, Long::sum);
  }

  /** What somebody has had. */
  long of(String caller) {
    return had.getOrDefault(caller, 0L);
  }
}
