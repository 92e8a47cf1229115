package dev.quartzite.client.batch;

import dev.quartzite.client.batch.ConcurrencyLimit.Permit;
import dev.quartzite.client.batch.JournalEntry.Version;
import dev.quartzite.client.http.RequestException;
import dev.quartzite.client.http.Transcription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * One run over many recordings. No recording waits in a queue: the next is taken when there is
 * leave to begin it.
 */
public final class BatchRun {
  private final PatientClient client;
  private final ConcurrencyLimit limit;
  private final TranscriptStore store;
  private final BatchListener listener;
  private final StopSignal stop;

  public BatchRun(
      PatientClient client,
      ConcurrencyLimit limit,
      TranscriptStore store,
      BatchListener listener,
      StopSignal stop) {
    this.client = client;
    this.limit = limit;
    this.store = store;
    this.listener = listener;
    this.stop = stop;
    stop.whenStopped(limit::close);
  }

  /** Settles recordings that cannot be transcribed to begin with. */
  public void reject(Iterable<Result.Failed> unreadable) {
    try {
      unreadable.forEach(this::settle);
    } catch (OutputException e) {
      stop.stop(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Settles every recording, or as many as could be until the run was stopped: by the signal,
   * because results could not be kept, or because the server stayed away. After that nothing more
   * is begun; returns when nothing is under way any longer.
   */
  public void run(Iterator<Recording> recordings) throws InterruptedException {
    ExecutorService workers = Executors.newCachedThreadPool();
    try {
      while (stop.reason().isEmpty() && recordings.hasNext()) {
        Optional<Permit> permit = limit.acquire();
        if (permit.isEmpty()) {
          break;
        }
        Recording recording = recordings.next();
        listener.started(recording);
        workers.execute(() -> process(recording, permit.get()));
      }
    } finally {
      workers.shutdown();
    }
    workers.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
  }

  private void process(Recording recording, Permit permit) {
    try {
      settle(transcribe(recording, permit));
    } catch (OutputException | ServerGoneException e) {
      stop.stop(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      // The run is ending, and the recording stays missing.
    } finally {
      permit.release();
    }
  }

  private void settle(Result result) {
    if (result instanceof Result.Failed failed) {
      store.keep(failed);
    }
    listener.finished(result);
  }

  private Result transcribe(Recording recording, Permit permit) throws InterruptedException {
    try {
      FileState before = FileState.of(recording.path());
      Optional<Version> missing = store.missing(recording);
      if (missing.isEmpty()) {
        return new Result.Skipped(recording);
      }
      long began = System.nanoTime();
      Transcription heard = client.transcribe(recording.path(), permit);
      Duration elapsed = Duration.ofNanos(System.nanoTime() - began);
      if (!before.equals(FileState.of(recording.path()))) {
        return new Result.Failed(recording, "the file was changed while it was transcribed");
      }
      Result.Done done = new Result.Done(recording, heard, elapsed);
      store.keep(done, missing.get());
      permit.answered(heard.duration());
      return done;
    } catch (RequestException e) {
      return new Result.Failed(recording, e.getMessage());
    } catch (IOException e) {
      return new Result.Failed(recording, "the file cannot be read: " + e.getMessage());
    }
  }

  /** What shows that a file was written to in the meantime. */
  private record FileState(long size, FileTime modified) {
    static FileState of(Path file) throws IOException {
      return new FileState(Files.size(file), Files.getLastModifiedTime(file));
    }
  }
}
