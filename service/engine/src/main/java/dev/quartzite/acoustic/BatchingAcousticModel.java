package dev.quartzite.acoustic;

import dev.quartzite.features.LogMelSpectrogram;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/**
 * Lets many callers share one network: their recordings wait in one bounded {@linkplain FairQueue
 * queue}, and workers take them out in batches of similar length. A full queue refuses at once; a
 * caller waits no longer than the deadline, and what it then leaves behind in the queue is never
 * run. A batch that fails is run again one by one, so that a recording fails for its own reasons
 * only.
 *
 * <p>Safe for any number of threads. It owns the network: {@link #close()} refuses what comes,
 * fails what waits, lets what runs end, and closes it.
 */
public final class BatchingAcousticModel implements AcousticModel {
  private final AcousticModel model;
  private final BatchingOptions options;
  private final FairQueue queue;
  private final List<Thread> workers;
  private final LongAdder runs = new LongAdder();
  private final LongAdder recordings = new LongAdder();

  /** Starts the workers. */
  public BatchingAcousticModel(AcousticModel model, BatchingOptions options) {
    this.model = model;
    this.options = options;
    this.queue = new FairQueue(options);
    this.workers =
        IntStream.range(0, options.workers())
            .mapToObj(i -> new Thread(this::work, "quartzite-acoustic-" + i))
            .toList();
    for (Thread worker : workers) {
      worker.setDaemon(true);
      worker.start();
    }
  }

  /** Recordings that wait. */
  public int queued() {
    return queue.size();
  }

  /** Runs of the network since the start. */
  public long runs() {
    return runs.sum();
  }

  /** Recordings in those runs. */
  public long recordings() {
    return recordings.sum();
  }

  /**
   * The same model for one of several callers, who share it fairly whatever each asks for. It stays
   * the property of this one: closing it does nothing.
   *
   * @param caller who it is; the same for all calls of the same caller
   */
  public AcousticModel forCaller(String caller) {
    return new AcousticModel() {
      @Override
      public List<Emissions> infer(List<LogMelSpectrogram> batch) {
        return BatchingAcousticModel.this.infer(batch, caller);
      }

      @Override
      public void close() {}
    };
  }

  /**
   * {@inheritDoc}
   *
   * @throws OverloadedException at once, if the queue is full
   * @throws DeadlineExceededException if the results are not there in time
   * @throws CancellationException if the thread is interrupted; it stays so
   */
  @Override
  public List<Emissions> infer(List<LogMelSpectrogram> batch) {
    return infer(batch, "");
  }

  private List<Emissions> infer(List<LogMelSpectrogram> batch, String caller) {
    List<Ticket> tickets =
        batch.stream().map(spectrogram -> new Ticket(spectrogram, caller)).toList();
    queue.add(tickets);
    long end = System.nanoTime() + options.deadline().toNanos();
    List<Emissions> results = new ArrayList<>(tickets.size());
    try {
      for (Ticket ticket : tickets) {
        results.add(ticket.result.get(end - System.nanoTime(), TimeUnit.NANOSECONDS));
      }
      return results;
    } catch (TimeoutException e) {
      throw new DeadlineExceededException(options.deadline());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while waiting for the network");
    } catch (ExecutionException e) {
      throw failure(e);
    } finally {
      if (results.size() < tickets.size()) {
        queue.remove(tickets);
      }
    }
  }

  /**
   * The cause on the thread of the caller; a {@link ModelException} is made anew so that its trace
   * names the caller.
   */
  private static RuntimeException failure(ExecutionException failed) {
    Throwable cause = Objects.requireNonNullElse(failed.getCause(), failed);
    if (cause instanceof IllegalStateException closed) {
      return new IllegalStateException(closed.getMessage(), closed);
    }
    return new ModelException(String.valueOf(cause.getMessage()), cause);
  }

  private void work() {
    for (List<Ticket> batch = queue.take(); !batch.isEmpty(); batch = queue.take()) {
      long start = System.nanoTime();
      runs.increment();
      recordings.add(batch.size());
      run(batch);
      queue.ran(batch, Duration.ofNanos(System.nanoTime() - start));
    }
  }

  // A worker must outlive whatever a run throws, errors of native code included: they belong to the
  // caller.
  private void run(List<Ticket> batch) {
    try {
      List<Emissions> emissions = model.infer(batch.stream().map(Ticket::spectrogram).toList());
      for (int i = 0; i < batch.size(); i++) {
        batch.get(i).result.complete(emissions.get(i));
      }
    } catch (RuntimeException | Error e) {
      if (batch.size() == 1) {
        batch.get(0).result.completeExceptionally(e);
      } else {
        batch.forEach(ticket -> run(List.of(ticket)));
      }
    }
  }

  @Override
  public void close() {
    queue.close().forEach(ticket -> ticket.result.completeExceptionally(FairQueue.closedError()));
    boolean interrupted = false;
    for (Thread worker : workers) {
      interrupted |= joinUninterruptibly(worker);
    }
    model.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Native memory must not be freed under a run, so even an interrupted thread waits. */
  private static boolean joinUninterruptibly(Thread worker) {
    boolean interrupted = false;
    while (worker.isAlive()) {
      try {
        worker.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    return interrupted;
  }

  /** A recording in the queue and the promise of its emissions. */
  static final class Ticket {
    private final LogMelSpectrogram spectrogram;
    private final String caller;
    private final CompletableFuture<Emissions> result = new CompletableFuture<>();

    Ticket(LogMelSpectrogram spectrogram, String caller) {
      this.spectrogram = spectrogram;
      this.caller = caller;
    }

    String caller() {
      return caller;
    }

    LogMelSpectrogram spectrogram() {
      return spectrogram;
    }

    int frames() {
      return spectrogram.frames();
    }
  }
}
