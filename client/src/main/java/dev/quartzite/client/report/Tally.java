package dev.quartzite.client.report;

import dev.quartzite.client.batch.BatchListener;
import dev.quartzite.client.batch.Result;
import java.util.ArrayList;
import java.util.List;

/** Counts results. Safe for use by any number of threads. */
public final class Tally implements BatchListener {
  private static final int FAILURES_KEPT = 100;

  /**
   * Counts at a moment.
   *
   * @param done transcribed in this run
   * @param skipped done by an earlier run
   * @param audioSeconds length of what was transcribed in this run
   * @param workedBytes size of what was transcribed or failed in this run
   * @param skippedBytes size of what an earlier run has done
   */
  public record Counts(
      int done, int skipped, int failed, double audioSeconds, long workedBytes, long skippedBytes) {
    static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);

    /** Recordings of which the fate is known. */
    public int settled() {
      return done + skipped + failed;
    }

    private Counts plus(Result result) {
      long bytes = result.recording().bytes();
      if (result instanceof Result.Done finished) {
        double audio = audioSeconds + finished.transcription().duration();
        return new Counts(done + 1, skipped, failed, audio, workedBytes + bytes, skippedBytes);
      }
      return result instanceof Result.Skipped
          ? new Counts(done, skipped + 1, failed, audioSeconds, workedBytes, skippedBytes + bytes)
          : new Counts(done, skipped, failed + 1, audioSeconds, workedBytes + bytes, skippedBytes);
    }
  }

  private final List<Result.Failed> failures = new ArrayList<>();
  private Counts counts = Counts.NONE;

  @Override
  public synchronized void finished(Result result) {
    counts = counts.plus(result);
    if (result instanceof Result.Failed failed && failures.size() < FAILURES_KEPT) {
      failures.add(failed);
    }
  }

  public synchronized Counts counts() {
    return counts;
  }

  /** The first hundred failures. */
  public synchronized List<Result.Failed> failures() {
    return List.copyOf(failures);
  }
}
