package dev.quartzite.client.batch;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A line of the journal, which is also the manifest: what became of a recording.
 *
 * @param file the recording's name
 * @param status {@code done} or {@code failed}
 * @param text the transcript of a recording that is done
 * @param error the reason why it failed
 * @param duration length of the recording, seconds
 * @param elapsed from its first request to its answer, seconds
 * @param outputs files written for it, below the output folder
 * @param sha256 of the recording's content, absent where it could not be read
 * @param settings {@link Settings#digest}
 */
@JsonInclude(Include.NON_NULL)
public record JournalEntry(
    String file,
    String status,
    @Nullable String text,
    @Nullable String error,
    @Nullable Double duration,
    @Nullable Double elapsed,
    @Nullable List<String> outputs,
    @Nullable String sha256,
    String settings) {
  private static final String DONE = "done";
  private static final String FAILED = "failed";

  /** The version of a recording's transcript: its content and the settings. */
  record Version(String sha256, String settings) {}

  static JournalEntry done(Result.Done result, List<String> outputs, Version version) {
    return new JournalEntry(
        result.recording().name(),
        DONE,
        result.transcription().text(),
        null,
        result.transcription().duration(),
        seconds(result.elapsed()),
        outputs,
        version.sha256(),
        version.settings());
  }

  static JournalEntry failed(Result.Failed result, String settings) {
    return new JournalEntry(
        result.recording().name(), FAILED, null, result.reason(), null, null, null, null, settings);
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  /** The version that is done, if the recording is. */
  Optional<Version> doneVersion() {
    return status.equals(DONE) && sha256 != null
        ? Optional.of(new Version(sha256, settings))
        : Optional.empty();
  }
}
