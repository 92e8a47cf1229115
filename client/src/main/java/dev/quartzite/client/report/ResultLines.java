package dev.quartzite.client.report;

import dev.quartzite.client.batch.BatchListener;
import dev.quartzite.client.batch.Result;
import java.io.PrintWriter;

/** Says of each recording what became of it, and whenever the server goes or comes back. */
public final class ResultLines implements BatchListener {
  private final PrintWriter err;
  private final boolean failuresOnly;

  public ResultLines(PrintWriter err, boolean failuresOnly) {
    this.err = err;
    this.failuresOnly = failuresOnly;
  }

  @Override
  public void finished(Result result) {
    if (result instanceof Result.Failed failed) {
      err.println(failed.recording().path() + ": " + failed.reason());
    } else if (result instanceof Result.Done done && !failuresOnly) {
      err.println(
          "%s: %s of audio in %s"
              .formatted(
                  done.recording().path(),
                  HumanUnits.duration(done.transcription().duration()),
                  HumanUnits.duration(done.elapsed().toMillis() / 1000.0)));
    }
  }

  @Override
  public void serverGone(String reason) {
    err.println("Waiting for the server: " + reason);
  }

  @Override
  public void serverBack() {
    err.println("The server is back.");
  }
}
