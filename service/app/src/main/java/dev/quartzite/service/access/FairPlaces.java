package dev.quartzite.service.access;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A number of places, shared fairly: one that gets free goes to the waiting caller that holds the
 * fewest, among equals to the one that came first (max-min fairness).
 *
 * <p>A caller alone may hold nearly all, more than there are cores, so that no core waits for a
 * disk. Once a second caller is here, nobody gets a further place beyond the number of cores, and
 * one is kept for each caller that holds none and is {@linkplain ExpectedCallers expected} back: it
 * finds a core of its own as soon as it comes, and is slowed down by no more than what others did
 * with the rest of the machine. A caller that holds none gets any free place.
 *
 * <p>Safe for any number of threads.
 */
final class FairPlaces {
  /** With fewer places than this none is kept for strangers: it would cost too much of them. */
  private static final int ENOUGH_TO_KEEP_ONE = 4;

  private final int places;
  private final int cores;
  private final LongSupplier nanoTime;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Caller, Integer> held = new HashMap<>();
  private final List<Waiter> waiting = new ArrayList<>();
  private final ExpectedCallers expected = new ExpectedCallers();
  private int taken;

  /**
   * @param cores how many holders do not slow each other down
   * @param nanoTime a clock such as {@link System#nanoTime}
   */
  FairPlaces(int places, int cores, LongSupplier nanoTime) {
    this.places = places;
    this.cores = Math.min(cores, places);
    this.nanoTime = nanoTime;
  }

  private static final class Waiter {
    private final Caller caller;
    private final Condition turn;
    private boolean granted;

    Waiter(Caller caller, Condition turn) {
      this.caller = caller;
      this.turn = turn;
    }
  }

  /**
   * Waits for a place.
   *
   * @return nothing if none gets free in time
   * @throws InterruptedException if the thread is interrupted; it holds no place then
   */
  @Nullable Slot take(Caller caller, Duration patience) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      Waiter waiter = new Waiter(caller, lock.newCondition());
      waiting.add(waiter);
      grant();
      try {
        await(waiter, patience.toNanos());
      } catch (InterruptedException e) {
        if (waiter.granted) {
          giveBack(caller);
        }
        throw e;
      } finally {
        waiting.remove(waiter);
      }
      return waiter.granted ? new Place(caller, nanoTime.getAsLong()) : null;
    } finally {
      lock.unlock();
    }
  }

  /** Looks again whenever somebody is no longer expected: that frees a place without a sound. */
  private void await(Waiter waiter, long patience) throws InterruptedException {
    long left = patience;
    while (!waiter.granted && left > 0) {
      long pause = Math.min(left, expected.nanosToNextChange(nanoTime.getAsLong()));
      left -= pause - waiter.turn.awaitNanos(pause);
      grant();
    }
  }

  /** How many callers wait. */
  int waiting() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  /** How many places are taken. */
  int taken() {
    lock.lock();
    try {
      return taken;
    } finally {
      lock.unlock();
    }
  }

  private void grant() {
    expected.forget(nanoTime.getAsLong());
    @Nullable Waiter next = next();
    while (next != null) {
      waiting.remove(next);
      next.granted = true;
      taken++;
      held.merge(next.caller, 1, Integer::sum);
      expected.remove(next.caller);
      next.turn.signal();
      next = next();
    }
  }

  private @Nullable Waiter next() {
    @Nullable Waiter best = null;
    int fewest = Integer.MAX_VALUE;
    for (Waiter waiter : waiting) {
      int holds = held.getOrDefault(waiter.caller, 0);
      if (holds < fewest && (holds == 0 ? taken < places : mayHaveAnother(waiter.caller))) {
        best = waiter;
        fewest = holds;
      }
    }
    return best;
  }

  /** Whether a caller may have a place besides those that it holds. */
  private boolean mayHaveAnother(Caller caller) {
    int others = expected.others(caller);
    if (others > 0 || held.size() > 1) {
      return cores - taken > others;
    }
    return places - taken > (places >= ENOUGH_TO_KEEP_ONE ? 1 : 0);
  }

  private void giveBack(Caller caller) {
    taken--;
    held.computeIfPresent(caller, (name, count) -> count == 1 ? null : count - 1);
    grant();
  }

  /** A place that somebody holds. */
  private final class Place implements Slot {
    private final Caller caller;
    private final long since;

    Place(Caller caller, long since) {
      this.caller = caller;
      this.since = since;
    }

    @Override
    public void close() {
      lock.lock();
      try {
        long now = nanoTime.getAsLong();
        if (held.getOrDefault(caller, 0) == 1) {
          expected.add(caller, now, now - since);
        }
        giveBack(caller);
      } finally {
        lock.unlock();
      }
    }
  }
}
