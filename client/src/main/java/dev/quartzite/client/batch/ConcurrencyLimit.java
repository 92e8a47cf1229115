package dev.quartzite.client.batch;

import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How many recordings are under way at once: a fixed number, or as many as the server takes. Safe
 * for use by any number of threads.
 */
public final class ConcurrencyLimit {
  /** More than this is not tried, whatever the server takes. */
  private static final int MOST = 128;

  private final @Nullable ThroughputSearch search;
  private final int fixed;
  private final LongSupplier nanoTime;
  private int underWay;
  private boolean closed;

  private ConcurrencyLimit(@Nullable ThroughputSearch search, int fixed, LongSupplier nanoTime) {
    this.search = search;
    this.fixed = fixed;
    this.nanoTime = nanoTime;
  }

  /** Always this number. */
  public static ConcurrencyLimit fixed(int number) {
    if (number < 1) {
      throw new IllegalArgumentException("at least 1 request is sent at once, not " + number);
    }
    return new ConcurrencyLimit(null, number, System::nanoTime);
  }

  /** As many as the server takes, see {@link ThroughputSearch}. */
  public static ConcurrencyLimit adaptive() {
    return adaptive(System::nanoTime);
  }

  static ConcurrencyLimit adaptive(LongSupplier nanoTime) {
    return new ConcurrencyLimit(new ThroughputSearch(MOST), MOST, nanoTime);
  }

  /** How many may be under way now. */
  public synchronized int current() {
    return search == null ? fixed : search.limit();
  }

  /** Waits until another recording may be begun. Nothing after {@link #close}. */
  public synchronized Optional<Permit> acquire() throws InterruptedException {
    while (!closed && underWay >= current()) {
      wait();
    }
    if (closed) {
      return Optional.empty();
    }
    underWay++;
    return Optional.of(new Permit(search == null ? 0 : search.epoch(), nanoTime.getAsLong()));
  }

  /** Nothing more is begun. */
  public synchronized void close() {
    closed = true;
    notifyAll();
  }

  /** Leave to have one recording under way, until it is released. */
  public final class Permit {
    private final int epoch;
    private final long began;
    private boolean refused;

    private Permit(int epoch, long began) {
      this.epoch = epoch;
      this.began = began;
    }

    /** The server refused the recording for now, or ran out of time over it. */
    public void refused() {
      synchronized (ConcurrencyLimit.this) {
        // The refusals that follow one overload count once: their requests began before the first.
        if (search != null && epoch == search.epoch()) {
          search.refused();
        }
        refused = true;
      }
    }

    /**
     * The recording is transcribed.
     *
     * @param audioSeconds its length, 0 if that is not known
     */
    public void answered(double audioSeconds) {
      synchronized (ConcurrencyLimit.this) {
        // What was refused before has waited since; its time says nothing about the server.
        if (search != null && epoch == search.epoch() && !refused) {
          double seconds = (nanoTime.getAsLong() - began) / 1e9;
          search.answered(audioSeconds > 0 ? audioSeconds : 1, seconds);
        }
      }
    }

    /** The recording is no longer under way. To be called exactly once. */
    public void release() {
      synchronized (ConcurrencyLimit.this) {
        underWay--;
        ConcurrencyLimit.this.notifyAll();
      }
    }
  }
}
