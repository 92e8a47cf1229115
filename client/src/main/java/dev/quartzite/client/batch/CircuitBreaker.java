package dev.quartzite.client.batch;

import dev.quartzite.client.http.RequestException;
import dev.quartzite.client.http.RequestException.Kind;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Keeps recordings from being sent where nobody listens. It opens when no connection can be made,
 * or when {@value #FAILURES} requests in a row broke; then one thread asks for a sign of life, ever
 * more rarely, while the others wait, until the server answers. Safe for use by any number of
 * threads.
 */
final class CircuitBreaker {
  private static final int FAILURES = 5;
  private static final int RAREST = 6; // of the waits between probes: 16 s at most

  /** Asks the server for a sign of life. */
  interface Probe {
    void check() throws InterruptedException;
  }

  /** Time and chance. */
  record Surroundings(Pause pause, LongSupplier nanoTime, DoubleSupplier chance) {
    static Surroundings real(Pause pause) {
      return new Surroundings(pause, System::nanoTime, Math::random);
    }
  }

  private final Probe probe;
  private final Duration patience;
  private final BatchListener listener;
  private final Surroundings surroundings;
  private int failures;
  private boolean open;
  private boolean probing;

  CircuitBreaker(
      Probe probe, Duration patience, BatchListener listener, Surroundings surroundings) {
    this.probe = probe;
    this.patience = patience;
    this.listener = listener;
    this.surroundings = surroundings;
  }

  /** The server has answered, be it with a refusal. */
  synchronized void answered() {
    failures = 0;
  }

  /** A request broke, or found no server. */
  synchronized void broke(Kind kind) {
    failures++;
    open |= kind == Kind.UNREACHABLE || failures >= FAILURES;
  }

  /**
   * Returns at once while all is well, else when the server answers.
   *
   * @throws ServerGoneException if it has not answered for as long as the patience lasts
   */
  void awaitServer() throws InterruptedException {
    synchronized (this) {
      while (open && probing) {
        wait();
      }
      if (!open) {
        return;
      }
      probing = true;
    }
    boolean back = false;
    try {
      probeUntilBack();
      back = true;
    } finally {
      synchronized (this) {
        probing = false;
        open = !back;
        failures = 0;
        notifyAll(); // If this thread gave up, the next one probes.
      }
    }
  }

  private void probeUntilBack() throws InterruptedException {
    long began = surroundings.nanoTime().getAsLong();
    for (int attempt = 1; ; attempt++) {
      try {
        probe.check();
        if (attempt > 1) {
          listener.serverBack();
        }
        return;
      } catch (RequestException e) {
        long gone = surroundings.nanoTime().getAsLong() - began;
        if (gone >= patience.toNanos()) {
          throw new ServerGoneException(
              "waited %d s for the server: %s".formatted(gone / 1_000_000_000, e.getMessage()));
        }
        if (attempt == 1) {
          listener.serverGone(e.getMessage());
        }
        Duration wait =
            Patience.wait(Math.min(attempt, RAREST), surroundings.chance().getAsDouble());
        surroundings.pause().pause(wait);
      }
    }
  }
}
