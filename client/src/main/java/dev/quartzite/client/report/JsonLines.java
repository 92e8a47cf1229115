package dev.quartzite.client.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.quartzite.client.batch.BatchListener;
import dev.quartzite.client.batch.Result;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Prints results for programs: a JSON object a line, in the order in which they come. */
public final class JsonLines implements BatchListener {
  private static final JsonMapper JSON = new JsonMapper();

  private final PrintWriter out;

  public JsonLines(PrintWriter out) {
    this.out = out;
  }

  /** A line. The names are those of the manifest. */
  @JsonInclude(Include.NON_NULL)
  private record Line(
      String file,
      String status,
      @Nullable String text,
      @Nullable String error,
      @Nullable Double duration,
      @Nullable Double elapsed) {}

  @Override
  public void finished(Result result) {
    out.println(JSON.writeValueAsString(line(result)));
  }

  private static Line line(Result result) {
    String file = result.recording().name();
    if (result instanceof Result.Done done) {
      double elapsed = done.elapsed().toMillis() / 1000.0;
      return new Line(
          file,
          "done",
          done.transcription().text(),
          null,
          done.transcription().duration(),
          elapsed);
    }
    return result instanceof Result.Failed failed
        ? new Line(file, "failed", null, failed.reason(), null, null)
        : new Line(file, "skipped", null, null, null, null);
  }
}
