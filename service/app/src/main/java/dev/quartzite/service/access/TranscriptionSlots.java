package dev.quartzite.service.access;

import dev.quartzite.service.errors.ApiException;
import dev.quartzite.service.settings.LimitSettings;
import dev.quartzite.service.settings.QuartziteSettings;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Bounds what requests hold at the same time. A request is admitted before its upload is read, or
 * refused at once: that bounds threads and disk. An admitted one waits its turn before its
 * recording is decoded: that bounds memory and child processes, and shares the cores {@linkplain
 * FairPlaces fairly} among callers, so that one who sends much does not slow down one who sends
 * little. In which order the network is used is the business of the acoustic model's queue. Safe
 * for any number of threads.
 */
@Component
public final class TranscriptionSlots {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final LimitSettings limits;
  private final Semaphore requests;
  private final FairPlaces transcriptions;

  TranscriptionSlots(QuartziteSettings settings) {
    this.limits = settings.limits();
    this.requests = new Semaphore(limits.requests());
    this.transcriptions =
        new FairPlaces(
            limits.transcriptions(), Runtime.getRuntime().availableProcessors(), System::nanoTime);
  }

  /**
   * Takes a place among the open requests.
   *
   * @throws ApiException 503 if all are taken
   */
  public Slot admit() {
    if (!requests.tryAcquire()) {
      throw ApiException.overloaded(
          "%d requests are open, which is all that this service takes on"
              .formatted(limits.requests()),
          RETRY_AFTER);
    }
    return requests::release;
  }

  /**
   * Waits for a place among the transcriptions that are computed.
   *
   * @throws ApiException 503 if none gets free in time
   */
  public Slot begin(Caller caller) {
    @Nullable Slot slot = null;
    try {
      slot = transcriptions.take(caller, limits.waiting());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (slot == null) {
      throw ApiException.overloaded(
          "its turn did not come within %d s".formatted(limits.waiting().toSeconds()), RETRY_AFTER);
    }
    return slot;
  }

  /** Requests that are open. */
  public int open() {
    return limits.requests() - requests.availablePermits();
  }

  /** Transcriptions that are computed. */
  public int running() {
    return transcriptions.taken();
  }

  /** Transcriptions that wait for their turn. */
  public int waiting() {
    return transcriptions.waiting();
  }
}
