package dev.quartzite.client.report;

import dev.quartzite.client.batch.Result;
import dev.quartzite.client.report.Tally.Counts;
import java.io.PrintWriter;
import java.util.List;

/** What came of a run. */
public final class Summary {
  private Summary() {}

  /** Prints a table of counts. */
  public static void print(PrintWriter err, Counts counts, int files, double seconds) {
    String speed = HumanUnits.speed(counts.audioSeconds(), seconds);
    row(
        err,
        "done",
        counts.done(),
        "%s of audio in %s%s"
            .formatted(
                HumanUnits.duration(counts.audioSeconds()),
                HumanUnits.duration(seconds),
                speed.isEmpty() ? "" : ", " + speed));
    row(err, "done before", counts.skipped(), "");
    row(err, "failed", counts.failed(), "");
    row(err, "not done", files - counts.settled(), "");
  }

  private static void row(PrintWriter err, String what, int count, String more) {
    String row = "%-12s%9s  %s".formatted(what, HumanUnits.count(count), more);
    err.println(row.stripTrailing());
  }

  /** Prints each failure with its reason; of more than a hundred the first. */
  public static void printFailures(PrintWriter err, List<Result.Failed> failures, int failed) {
    for (Result.Failed failure : failures) {
      err.println(failure.recording().path() + ": " + failure.reason());
    }
    if (failed > failures.size()) {
      err.println("… and " + HumanUnits.count(failed - failures.size()) + " more failures");
    }
  }
}
