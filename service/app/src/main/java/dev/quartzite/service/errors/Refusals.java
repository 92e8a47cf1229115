package dev.quartzite.service.errors;

import dev.quartzite.acoustic.DeadlineExceededException;
import dev.quartzite.acoustic.OverloadedException;
import dev.quartzite.audio.UnsupportedAudioException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/** What went wrong → what the caller is told. */
public final class Refusals {
  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

  private Refusals() {}

  /**
   * The refusal that an exception amounts to. What nobody foresaw is logged, and told as no more
   * than a failure.
   */
  public static ApiException of(Exception e) {
    if (e instanceof ApiException refusal) {
      return refusal;
    }
    if (e instanceof UnsupportedAudioException unsupported) {
      return of(unsupported);
    }
    if (e instanceof OverloadedException overloaded) {
      return ApiException.overloaded(message(e), overloaded.retryAfter());
    }
    if (e instanceof DeadlineExceededException) {
      return new ApiException(HttpStatus.GATEWAY_TIMEOUT, "deadline_exceeded", message(e));
    }
    LOG.error("a request failed", e);
    return new ApiException(
        HttpStatus.INTERNAL_SERVER_ERROR, "internal_error", "the service failed; its log says why");
  }

  private static ApiException of(UnsupportedAudioException e) {
    String message = message(e);
    return switch (e.reason()) {
      case EMPTY -> ApiException.badFile(HttpStatus.BAD_REQUEST, "empty_file", message);
      case NOT_AUDIO ->
          ApiException.badFile(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported_media", message);
      case UNDECODABLE ->
          ApiException.badFile(HttpStatus.UNPROCESSABLE_CONTENT, "undecodable_audio", message);
      case TOO_LONG -> ApiException.tooLarge("recording_too_long", message);
      case NO_SUCH_CHANNEL -> ApiException.badField("channels", message);
      case TIMED_OUT ->
          ApiException.badFile(HttpStatus.GATEWAY_TIMEOUT, "decoding_timeout", message);
    };
  }

  private static String message(Exception e) {
    return String.valueOf(e.getMessage());
  }
}
