package dev.quartzite.client.batch;

import java.time.Duration;

/** Lets time pass: {@link StopSignal} in a run, a test's own clock in a test. */
@FunctionalInterface
public interface Pause {
  void pause(Duration duration) throws InterruptedException;
}
