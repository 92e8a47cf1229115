package dev.quartzite.service.transcription;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/**
 * {@code json}: the text, with the probabilities of its letters and alternatives if they were asked
 * for.
 */
final class JsonFormat implements TranscriptFormat {
  /** The answer's body. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Body(
      String text,
      @Nullable List<TokenLogprob> logprobs,
      @Nullable List<TextAlternative> alternatives,
      Usage usage) {}

  @Override
  public MediaType mediaType() {
    return MediaType.APPLICATION_JSON;
  }

  @Override
  public Body body(Result result, TranscriptionRequest request) {
    return new Body(
        result.text(),
        request.logprobs() ? TokenLogprob.of(result) : null,
        TextAlternative.of(result, request),
        Usage.of(result));
  }
}
