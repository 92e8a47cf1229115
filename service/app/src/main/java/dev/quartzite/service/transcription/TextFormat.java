package dev.quartzite.service.transcription;

import dev.quartzite.Transcript;
import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;

/** {@code text}: the text as one line. */
final class TextFormat implements TranscriptFormat {
  @Override
  public MediaType mediaType() {
    return new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);
  }

  @Override
  public String body(Transcript transcript, TranscriptionRequest request) {
    return transcript.text() + "\n";
  }
}
