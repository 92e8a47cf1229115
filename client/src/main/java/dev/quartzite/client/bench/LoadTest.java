package dev.quartzite.client.bench;

import dev.quartzite.client.batch.Recording;
import dev.quartzite.client.bench.Exchange.Outcome;
import dev.quartzite.client.http.RequestException;
import dev.quartzite.client.http.RequestFields;
import dev.quartzite.client.http.Transcription;
import dev.quartzite.client.http.TranscriptionClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends recordings to a service, over and over in their order, each request once. For one run.
 *
 * <p>In an open loop a request's time runs from when it was due, not from when it could be sent, so
 * that a service which holds up its callers does not look fast (coordinated omission).
 */
public final class LoadTest {
  private static final long SEED = 1;

  private final TranscriptionClient client;
  private final RequestFields fields;
  private final Duration timeout;
  private final List<Recording> recordings;
  private final Queue<Exchange> exchanges = new ConcurrentLinkedQueue<>();
  private final long start = System.nanoTime();

  /**
   * Nothing is sent yet.
   *
   * @param timeout of one request
   * @param recordings at least one
   */
  public LoadTest(
      TranscriptionClient client,
      RequestFields fields,
      Duration timeout,
      List<Recording> recordings) {
    this.client = client;
    this.fields = fields;
    this.timeout = timeout;
    this.recordings = List.copyOf(recordings);
  }

  /** Closed loop: each of so many clients sends its next request when it has the answer. */
  public List<Exchange> closed(int clients, Extent extent) throws InterruptedException {
    AtomicLong next = new AtomicLong();
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    for (int i = 0; i < clients; i++) {
      threads.execute(
          () -> {
            for (long number = next.getAndIncrement();
                extent.includes(number, seconds());
                number = next.getAndIncrement()) {
              exchange(number, seconds());
            }
          });
    }
    return finish(threads);
  }

  /** Open loop: requests come at random (a Poisson process), so many a second on average. */
  public List<Exchange> open(double rate, Extent extent) throws InterruptedException {
    Random random = new Random(SEED);
    ExecutorService threads = Executors.newCachedThreadPool();
    double due = seconds();
    for (long number = 0; extent.includes(number, due); number++) {
      long wait = (long) ((due - seconds()) * 1e9);
      if (wait > 0) {
        TimeUnit.NANOSECONDS.sleep(wait);
      }
      long sent = number;
      double dueTime = due;
      threads.execute(() -> exchange(sent, dueTime));
      due -= Math.log(1 - random.nextDouble()) / rate;
    }
    return finish(threads);
  }

  private List<Exchange> finish(ExecutorService threads) throws InterruptedException {
    threads.shutdown();
    try {
      threads.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    } finally {
      threads.shutdownNow();
    }
    List<Exchange> all = new ArrayList<>(exchanges);
    all.sort(Comparator.comparingDouble(Exchange::start));
    return all;
  }

  private double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }

  private void exchange(long number, double due) {
    Recording recording = recordings.get((int) (number % recordings.size()));
    Outcome outcome = Outcome.SERVED;
    double audioSeconds = 0;
    String text;
    try {
      Transcription heard = client.transcribe(recording.path(), fields, timeout);
      audioSeconds = heard.duration();
      text = heard.text();
    } catch (RequestException e) {
      outcome = outcome(e);
      text = e.getMessage();
    } catch (InterruptedException | CancellationException e) {
      Thread.currentThread().interrupt();
      return;
    }
    exchanges.add(
        new Exchange(recording.name(), due, seconds() - due, outcome, audioSeconds, text));
  }

  private static Outcome outcome(RequestException e) {
    if (e.kind() != RequestException.Kind.OVERLOADED) {
      return Outcome.FAILED;
    }
    return e.retryAfter().isPresent() ? Outcome.REFUSED : Outcome.REFUSED_WITHOUT_TIME;
  }
}
