package dev.quartzite.client;

import dev.quartzite.client.batch.BatchListener;
import dev.quartzite.client.batch.BatchRun;
import dev.quartzite.client.batch.OutputException;
import dev.quartzite.client.batch.OutputFolder;
import dev.quartzite.client.batch.PatientClient;
import dev.quartzite.client.batch.Recording;
import dev.quartzite.client.batch.RecordingFinder.Found;
import dev.quartzite.client.batch.Result;
import dev.quartzite.client.batch.Settings;
import dev.quartzite.client.batch.StopSignal;
import dev.quartzite.client.batch.TranscriptStore;
import dev.quartzite.client.http.RequestException;
import dev.quartzite.client.http.RequestException.Kind;
import dev.quartzite.client.http.RequestFields;
import dev.quartzite.client.http.TranscriptionClient;
import dev.quartzite.client.report.ProgressDisplay;
import dev.quartzite.client.report.ProgressDisplay.Mode;
import dev.quartzite.client.report.ProgressLine;
import dev.quartzite.client.report.Summary;
import dev.quartzite.client.report.Tally;
import dev.quartzite.client.report.Tally.Counts;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

/**
 * Runs over recordings with all that surrounds them on the command line: progress, Ctrl-C, summary,
 * exit status.
 *
 * @param err for everything but results
 */
record BatchSession(
    PrintWriter err, ServerOptions server, RequestFields fields, OutputOptions output) {
  static final int DONE = 0;
  static final int SOME_FAILED = 1;

  /**
   * Transcribes recordings and reports what came of it.
   *
   * @param results hears of each result
   * @return exit status
   */
  int run(Found found, BatchListener results, Mode mode) throws InterruptedException {
    Tally tally = new Tally();
    long began = System.nanoTime();
    try (Interruption interruption = new Interruption(err);
        ProgressDisplay display = display(found, tally, mode)) {
      BatchListener all = BatchListener.all(List.of(tally, results, display));
      transcribe(stop -> found.recordings().iterator(), found, all, interruption.stop());
      report(tally, found, (System.nanoTime() - began) / 1e9, interruption.stop());
    }
    Counts counts = tally.counts();
    return counts.done() + counts.skipped() == files(found) ? DONE : SOME_FAILED;
  }

  /**
   * Transcribes recordings as they come, until Ctrl-C.
   *
   * @param arrivals given the signal that ends it
   * @return exit status
   */
  int watch(Function<StopSignal, Iterator<Recording>> arrivals, BatchListener results)
      throws InterruptedException {
    try (Interruption interruption = new Interruption(err)) {
      StopSignal stop = interruption.stop();
      transcribe(arrivals, new Found(List.of(), List.of()), results, stop);
      stop.reason().ifPresent(reason -> err.println("Stopped: " + reason));
    }
    return SOME_FAILED; // Ctrl-C has a status of its own.
  }

  private void transcribe(
      Function<StopSignal, Iterator<Recording>> recordings,
      Found found,
      BatchListener results,
      StopSignal stop)
      throws InterruptedException {
    TranscriptionClient client = server.client();
    try (TranscriptStore store = store()) {
      greet(client);
      PatientClient patient =
          PatientClient.of(client, settings().request(), server.patience(), results, stop);
      BatchRun run = new BatchRun(patient, output.jobs(), store, results, stop);
      run.reject(found.unreadable());
      run.run(recordings.apply(stop));
    } catch (OutputException | RequestException e) {
      stop.stop(String.valueOf(e.getMessage()));
    } finally {
      results.ended();
    }
  }

  /** Prints the recordings that {@link #run} would send, and does nothing. */
  int preview(Found found, PrintWriter out) {
    boolean resuming = output.folder().filter(OutputFolder::hasResults).isPresent();
    List<Result.Failed> unreadable = new ArrayList<>(found.unreadable());
    try (TranscriptStore store = resuming ? store() : TranscriptStore.none()) {
      for (Recording recording : found.recordings()) {
        try {
          if (store.missing(recording).isPresent()) {
            out.println(recording.path());
          }
        } catch (IOException e) {
          unreadable.add(new Result.Failed(recording, "it cannot be read: " + e.getMessage()));
        }
      }
    } catch (OutputException e) {
      err.println(e.getMessage());
      return SOME_FAILED;
    }
    Summary.printFailures(err, unreadable, unreadable.size());
    return unreadable.isEmpty() ? DONE : SOME_FAILED;
  }

  private TranscriptStore store() {
    return output
        .folder()
        .<TranscriptStore>map(folder -> OutputFolder.open(folder, settings()))
        .orElseGet(TranscriptStore::none);
  }

  private Settings settings() {
    return new Settings(fields, output.formats());
  }

  /** Where nothing is to be hoped for, it is better said before the night than after it. */
  private static void greet(TranscriptionClient client) throws InterruptedException {
    try {
      client.check();
    } catch (RequestException e) {
      if (e.kind() == Kind.UNREACHABLE || e.kind() == Kind.REJECTED) {
        throw e;
      }
    }
  }

  private ProgressDisplay display(Found found, Tally tally, Mode mode) {
    long bytes = found.recordings().stream().mapToLong(Recording::bytes).sum();
    return new ProgressDisplay(err, tally, new ProgressLine(files(found), bytes), mode);
  }

  private static int files(Found found) {
    return found.recordings().size() + found.unreadable().size();
  }

  private void report(Tally tally, Found found, double seconds, StopSignal stop) {
    Counts counts = tally.counts();
    Summary.printFailures(err, tally.failures(), counts.failed());
    if (output.folder().isPresent() && !output.quiet()) {
      Summary.print(err, counts, files(found), seconds);
    }
    if (stop.reason().isPresent()) {
      err.println("Stopped: " + stop.reason().get());
      output.folder().ifPresent(f -> err.println("The same command with --resume goes on."));
    }
  }
}
