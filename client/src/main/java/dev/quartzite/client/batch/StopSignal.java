package dev.quartzite.client.batch;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Says once, to everybody who waits, that a run is to end early and why. Safe for use by any number
 * of threads.
 */
public final class StopSignal implements Pause {
  private final AtomicReference<@Nullable String> reason = new AtomicReference<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final List<Runnable> whenStopped = new CopyOnWriteArrayList<>();

  /** Ends the run; the first reason holds. */
  public void stop(String why) {
    if (reason.compareAndSet(null, why)) {
      stopped.countDown();
      whenStopped.forEach(Runnable::run);
    }
  }

  /** Has something done when the run is to end, for those who wait elsewhere. */
  void whenStopped(Runnable action) {
    whenStopped.add(action);
  }

  /** Why the run is to end early, if it is. */
  public Optional<String> reason() {
    return Optional.ofNullable(reason.get());
  }

  /**
   * Waits.
   *
   * @throws InterruptedException as soon as the run is to end
   */
  @Override
  public void pause(Duration duration) throws InterruptedException {
    if (stopped.await(duration.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new InterruptedException(reason.get());
    }
  }
}
