package dev.quartzite.client.batch;

import dev.quartzite.client.http.Transcription;
import java.time.Duration;

/** What became of a recording. */
public sealed interface Result {
  Recording recording();

  /**
   * Transcribed, and written if there is an output folder.
   *
   * @param elapsed from its first request to its answer
   */
  record Done(Recording recording, Transcription transcription, Duration elapsed)
      implements Result {}

  /** Nothing to do: an earlier run has transcribed the same content with the same settings. */
  record Skipped(Recording recording) implements Result {}

  /**
   * No transcript.
   *
   * @param reason a sentence
   */
  record Failed(Recording recording, String reason) implements Result {}
}
