package dev.quartzite.client;

import dev.quartzite.client.batch.StopSignal;
import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;

/**
 * What Ctrl-C does while a run lasts: nothing more is begun, and the process ends when all that was
 * running is finished and reported.
 */
final class Interruption implements AutoCloseable {
  private final StopSignal stop = new StopSignal();
  private final CountDownLatch reported = new CountDownLatch(1);
  private final Thread hook;

  /** Listens from now on. */
  Interruption(PrintWriter err) {
    hook =
        new Thread(
            () -> {
              err.println();
              err.println("Finishing what is running …");
              stop.stop("interrupted");
              awaitReported();
            },
            "interruption");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Stops the run on Ctrl-C. */
  StopSignal stop() {
    return stop;
  }

  private void awaitReported() {
    try {
      reported.await();
    } catch (InterruptedException e) {
      // Somebody is in more of a hurry than we are: let the process end.
    }
  }

  /** All is finished and reported. */
  @Override
  public void close() {
    reported.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending already, and has waited for this.
    }
  }
}
