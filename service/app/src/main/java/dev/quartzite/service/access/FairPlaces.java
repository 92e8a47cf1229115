package dev.quartzite.service.access;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A number of places, shared fairly: one that gets free goes to the waiting caller that holds the
 * fewest, among equals to the one that came first (max-min fairness). One place is kept for callers
 * that hold none, so that whoever sends much does not keep others waiting. Safe for any number of
 * threads.
 */
final class FairPlaces {
  /** With fewer places than this none is kept: it would cost too much of them. */
  private static final int ENOUGH_TO_KEEP_ONE = 4;

  private final int kept;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Caller, Integer> held = new HashMap<>();
  private final List<Waiter> waiting = new ArrayList<>();
  private int free;

  FairPlaces(int places) {
    this.free = places;
    this.kept = places >= ENOUGH_TO_KEEP_ONE ? 1 : 0;
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
      long nanos = patience.toNanos();
      try {
        while (!waiter.granted && nanos > 0) {
          nanos = waiter.turn.awaitNanos(nanos);
        }
      } catch (InterruptedException e) {
        if (waiter.granted) {
          giveBack(caller);
        }
        throw e;
      } finally {
        waiting.remove(waiter);
      }
      return waiter.granted ? new Place(caller) : null;
    } finally {
      lock.unlock();
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
      return held.values().stream().mapToInt(Integer::intValue).sum();
    } finally {
      lock.unlock();
    }
  }

  private void grant() {
    @Nullable Waiter next = next();
    while (next != null) {
      waiting.remove(next);
      next.granted = true;
      free--;
      held.merge(next.caller, 1, Integer::sum);
      next.turn.signal();
      next = next();
    }
  }

  private @Nullable Waiter next() {
    @Nullable Waiter best = null;
    int fewest = Integer.MAX_VALUE;
    for (Waiter waiter : waiting) {
      int holds = held.getOrDefault(waiter.caller, 0);
      if (holds < fewest && free > (holds == 0 ? 0 : kept)) {
        best = waiter;
        fewest = holds;
      }
    }
    return best;
  }

  private void giveBack(Caller caller) {
    free++;
    held.computeIfPresent(caller, (name, count) -> count == 1 ? null : count - 1);
    grant();
  }

  /** A place that somebody holds. */
  private final class Place implements Slot {
    private final Caller caller;

    Place(Caller caller) {
      this.caller = caller;
    }

    @Override
    public void close() {
      lock.lock();
      try {
        giveBack(caller);
      } finally {
        lock.unlock();
      }
    }
  }
}
