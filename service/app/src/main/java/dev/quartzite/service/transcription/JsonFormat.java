package dev.quartzite.service.transcription;

import dev.quartzite.Transcript;
import org.springframework.http.MediaType;

/** {@code json}: the text alone. */
final class JsonFormat implements TranscriptFormat {
  /** The answer's body. */
  record Body(String text, Usage usage) {}

  @Override
  public MediaType mediaType() {
    return MediaType.APPLICATION_JSON;
  }

  @Override
  public Body body(Transcript transcript, TranscriptionRequest request) {
    return new Body(transcript.text(), Usage.of(transcript.seconds()));
  }
}
