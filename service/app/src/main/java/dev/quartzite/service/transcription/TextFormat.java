package dev.quartzite.service.transcription;

import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;

/** {@code text}: the text as one line; one a channel where they are separate. */
final class TextFormat implements TranscriptFormat {
  @Override
  public MediaType mediaType() {
    return new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);
  }

  @Override
  public String body(Result result, TranscriptionRequest request) {
    return result.text() + "\n";
  }
}
