package dev.quartzite.service.access;

import dev.quartzite.acoustic.DeadlineExceededException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Ends work that takes too long by interrupting its thread: whoever waits for a turn, the decoder's
 * process or the network stops waiting, and lets go of what it holds on its way out. Safe for any
 * number of threads.
 */
@Component
public final class Deadlines implements AutoCloseable {
  private final ScheduledThreadPoolExecutor clock;

  Deadlines() {
    clock =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "quartzite-deadlines");
              thread.setDaemon(true);
              return thread;
            });
    clock.setRemoveOnCancelPolicy(true);
  }

  /**
   * Does work on this thread.
   *
   * @throws DeadlineExceededException if it was ended, whatever it threw then
   */
  public <T> T within(Duration limit, Supplier<T> work) {
    Watch watch = new Watch(Thread.currentThread());
    Future<?> alarm = clock.schedule(watch::ring, limit.toNanos(), TimeUnit.NANOSECONDS);
    try {
      return work.get();
    } catch (RuntimeException e) {
      if (watch.end()) {
        DeadlineExceededException exceeded = new DeadlineExceededException(limit);
        exceeded.addSuppressed(e);
        throw exceeded;
      }
      throw e;
    } finally {
      alarm.cancel(false);
      watch.end();
    }
  }

  /** Interrupts a thread, but never after its work has ended. */
  private static final class Watch {
    private final Thread thread;
    private boolean rang;
    private boolean ended;

    Watch(Thread thread) {
      this.thread = thread;
    }

    synchronized void ring() {
      if (!ended) {
        rang = true;
        thread.interrupt();
      }
    }

    /** Whether it had to be ended; the thread is as good as new. */
    synchronized boolean end() {
      if (rang && !ended) {
        Thread.interrupted();
      }
      ended = true;
      return rang;
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
