package dev.quartzite.acoustic;

import dev.quartzite.acoustic.BatchingAcousticModel.Ticket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Recordings in the order in which the network should see them. Among callers the one comes first
 * that has had the least of the network ({@link CallerShares}); among the recordings of one caller
 * the one that would be done first if all were served at once, frame by frame (self-clocked fair
 * queueing, Golestani 1994): a short recording overtakes a long one, but a recording never waits
 * for more later work than it is long itself, so none starves. Safe for any number of threads.
 */
final class FairQueue {
  /** Recordings share a run if the shortest has at least this part of the longest's frames. */
  private static final double SIMILAR = 0.75;

  private static final double SMOOTHING = 0.1;

  private final BatchingOptions options;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final TreeSet<Entry> entries =
      new TreeSet<>(Comparator.comparingLong(Entry::finish).thenComparingLong(Entry::number));
  private final CallerShares shares = new CallerShares();
  private long clock;
  private long nextNumber;
  private long queuedFrames;
  private double framesPerSecond;
  private boolean closed;

  private record Entry(Ticket ticket, long finish, long number) {}

  FairQueue(BatchingOptions options) {
    this.options = options;
  }

  int size() {
    lock.lock();
    try {
      return entries.size();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes recordings in, all or none.
   *
   * @throws OverloadedException if so many wait that there is no place
   * @throws IllegalStateException after {@link #close()}
   */
  void add(List<Ticket> tickets) {
    lock.lock();
    try {
      if (closed) {
        throw closedError();
      }
      // A call with more recordings than the queue could ever hold is taken when nothing waits.
      if (!entries.isEmpty() && entries.size() + tickets.size() > options.queueCapacity()) {
        throw new OverloadedException(entries.size(), expectedWait());
      }
      long finish = clock;
      for (Ticket ticket : tickets) {
        shares.join(ticket.caller());
        finish += ticket.frames();
        queuedFrames += ticket.frames();
        entries.add(new Entry(ticket, finish, nextNumber++));
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Takes back what its caller no longer waits for. */
  void remove(Collection<Ticket> tickets) {
    Set<Ticket> gone = new HashSet<>(tickets);
    lock.lock();
    try {
      entries.removeIf(entry -> gone.contains(entry.ticket) && left(entry));
    } finally {
      lock.unlock();
    }
  }

  /** Waits for recordings to run together; none after {@link #close()}. */
  List<Ticket> take() {
    lock.lock();
    try {
      while (entries.isEmpty() && !closed) {
        changed.awaitUninterruptibly();
      }
      return closed ? List.of() : nextBatch();
    } finally {
      lock.unlock();
    }
  }

  /** The fairest recording, and of those behind it in line what fits into the same run. */
  private List<Ticket> nextBatch() {
    Entry first = fairest();
    clock = Math.max(clock, first.finish);
    shares.beginWith(first.ticket.caller());
    List<Ticket> batch = new ArrayList<>();
    add(first, batch);
    int longest = first.ticket.frames();
    int shortest = longest;
    for (Entry entry : List.copyOf(options.maxBatch() > 1 ? entries : Set.<Entry>of())) {
      int frames = entry.ticket.frames();
      int newLongest = Math.max(longest, frames);
      int newShortest = Math.min(shortest, frames);
      boolean fits =
          batch.size() < options.maxBatch()
              && newShortest >= SIMILAR * newLongest
              && (long) newLongest * (batch.size() + 1) <= options.maxBatchFrames();
      if (fits) {
        add(entry, batch);
        longest = newLongest;
        shortest = newShortest;
      }
    }
    return batch;
  }

  private Entry fairest() {
    Entry best = entries.first();
    for (Entry entry : entries) {
      if (shares.of(entry.ticket.caller()) < shares.of(best.ticket.caller())) {
        best = entry;
      }
    }
    return best;
  }

  private void add(Entry entry, List<Ticket> batch) {
    entries.remove(entry);
    left(entry);
    shares.charge(entry.ticket.caller(), entry.ticket.frames());
    batch.add(entry.ticket);
  }

  private boolean left(Entry entry) {
    queuedFrames -= entry.ticket.frames();
    return true;
  }

  /** Learns from a run how fast the network is. */
  void ran(List<Ticket> batch, Duration elapsed) {
    double frames = batch.stream().mapToLong(Ticket::frames).sum();
    double speed = frames / Math.max(1e-6, elapsed.toNanos() / 1e9) * options.workers();
    lock.lock();
    try {
      framesPerSecond =
          framesPerSecond == 0 ? speed : framesPerSecond + SMOOTHING * (speed - framesPerSecond);
    } finally {
      lock.unlock();
    }
  }

  private Duration expectedWait() {
    long seconds = framesPerSecond == 0 ? 1 : (long) Math.ceil(queuedFrames / framesPerSecond);
    return Duration.ofSeconds(Math.max(1, Math.min(seconds, options.deadline().toSeconds())));
  }

  /** Refuses from now on; returns what was waiting. */
  List<Ticket> close() {
    lock.lock();
    try {
      closed = true;
      List<Ticket> waiting = entries.stream().map(Entry::ticket).toList();
      entries.clear();
      queuedFrames = 0;
      changed.signalAll();
      return waiting;
    } finally {
      lock.unlock();
    }
  }

  static IllegalStateException closedError() {
    return new IllegalStateException("the acoustic model has been closed");
  }
}
