package dev.quartzite.service.errors;

import dev.quartzite.acoustic.DeadlineExceededException;
import dev.quartzite.acoustic.OverloadedException;
import dev.quartzite.audio.UnsupportedAudioException;
import org.apache.coyote.BadRequestException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Turns whatever goes wrong into the answer that the caller gets. */
@RestControllerAdvice
final class ApiErrorAdvice {
  private static final Logger LOG = LoggerFactory.getLogger(ApiErrorAdvice.class);

  @ExceptionHandler
  ResponseEntity<ApiError> refused(ApiException e) {
    HttpHeaders headers = new HttpHeaders();
    e.retryAfter()
        .ifPresent(wait -> headers.set(HttpHeaders.RETRY_AFTER, Long.toString(wait.toSeconds())));
    return answer(e.status(), headers, ApiError.of(e));
  }

  @ExceptionHandler
  ResponseEntity<ApiError> unsupportedAudio(UnsupportedAudioException e) {
    String message = message(e);
    return refused(
        switch (e.reason()) {
          case EMPTY -> ApiException.badFile(HttpStatus.BAD_REQUEST, "empty_file", message);
          case NOT_AUDIO ->
              ApiException.badFile(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported_media", message);
          case UNDECODABLE ->
              ApiException.badFile(HttpStatus.UNPROCESSABLE_CONTENT, "undecodable_audio", message);
          case TOO_LONG -> ApiException.tooLarge("recording_too_long", message);
          case NO_SUCH_CHANNEL -> ApiException.badField("channels", message);
          case TIMED_OUT ->
              ApiException.badFile(HttpStatus.GATEWAY_TIMEOUT, "decoding_timeout", message);
        });
  }

  @ExceptionHandler
  ResponseEntity<ApiError> overloaded(OverloadedException e) {
    return refused(ApiException.overloaded(message(e), e.retryAfter()));
  }

  @ExceptionHandler
  ResponseEntity<ApiError> tooLate(DeadlineExceededException e) {
    return refused(new ApiException(HttpStatus.GATEWAY_TIMEOUT, "deadline_exceeded", message(e)));
  }

  /** The caller hung up, or broke HTTP: Tomcat has answered already where it could. */
  @ExceptionHandler
  void abandoned(BadRequestException e) {
    LOG.debug("a request ended before its body did: {}", e.getMessage());
  }

  /** What Spring refuses itself (path, method, content type), and everything unforeseen. */
  @ExceptionHandler
  ResponseEntity<ApiError> other(Exception e) {
    if (e instanceof ErrorResponse refusal && !refusal.getStatusCode().is5xxServerError()) {
      return answer(
          refusal.getStatusCode(),
          refusal.getHeaders(),
          ApiError.of(refusal.getStatusCode(), refusal.getBody().getDetail()));
    }
    LOG.error("a request failed", e);
    return answer(
        HttpStatus.INTERNAL_SERVER_ERROR,
        new HttpHeaders(),
        ApiError.of(HttpStatus.INTERNAL_SERVER_ERROR, "the service failed; its log says why"));
  }

  private static String message(RuntimeException e) {
    return String.valueOf(e.getMessage());
  }

  private static ResponseEntity<ApiError> answer(
      HttpStatusCode status, @Nullable HttpHeaders headers, ApiError error) {
    return ResponseEntity.status(status)
        .headers(headers)
        .contentType(MediaType.APPLICATION_JSON)
        .body(error);
  }
}
