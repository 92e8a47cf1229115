package dev.quartzite.service.transcription;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/** {@code json}: the text alone, with the probabilities of its letters if they were asked for. */
final class JsonFormat implements TranscriptFormat {
  /** The answer's body. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Body(String text, @Nullable List<TokenLogprob> logprobs, Usage usage) {}

  @Override
  public MediaType mediaType() {
    return MediaType.APPLICATION_JSON;
  }

  @Override
  public Body body(Result result, TranscriptionRequest request) {
    return new Body(
        result.text(), request.logprobs() ? TokenLogprob.of(result) : null, Usage.of(result));
  }
}
