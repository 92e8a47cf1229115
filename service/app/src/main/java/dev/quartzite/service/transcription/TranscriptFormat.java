package dev.quartzite.service.transcription;

import org.springframework.http.MediaType;

/** A way to write a transcript down. Stateless; safe for any number of threads. */
interface TranscriptFormat {
  MediaType mediaType();

  /** The body of the answer: text, or a value that becomes JSON. */
  Object body(Result result, TranscriptionRequest request);
}
