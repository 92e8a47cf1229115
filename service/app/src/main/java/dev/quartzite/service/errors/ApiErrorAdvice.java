package dev.quartzite.service.errors;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.util.DisconnectedClientHelper;
import tools.jackson.databind.json.JsonMapper;

/** Turns whatever goes wrong into the answer that the caller gets, and counts it. */
@RestControllerAdvice
final class ApiErrorAdvice {
  private static final Logger LOG = LoggerFactory.getLogger(ApiErrorAdvice.class);

  private final MeterRegistry meters;
  private final JsonMapper mapper;

  ApiErrorAdvice(MeterRegistry meters, JsonMapper mapper) {
    this.meters = meters;
    this.mapper = mapper;
  }

  /**
   * Answers, unless the caller has hung up or broken HTTP: then Tomcat has answered already where
   * it could.
   */
  @ExceptionHandler
  @Nullable ResponseEntity<byte[]> refused(Exception e) {
    if (e instanceof CallerGoneException
        || DisconnectedClientHelper.isClientDisconnectedException(e)) {
      LOG.debug("the caller hung up: {}", e.getMessage());
      return null;
    }
    // What Spring refuses itself: path, method, content type.
    if (e instanceof ErrorResponse refusal && !refusal.getStatusCode().is5xxServerError()) {
      HttpStatusCode status = refusal.getStatusCode();
      return answer(
          status, refusal.getHeaders(), ApiError.of(status, refusal.getBody().getDetail()));
    }
    ApiException refusal = Refusals.of(e);
    meters.counter("quartzite.rejections", "code", refusal.code()).increment();
    HttpHeaders headers = new HttpHeaders();
    refusal
        .retryAfter()
        .ifPresent(wait -> headers.set(HttpHeaders.RETRY_AFTER, Long.toString(seconds(wait))));
    return answer(refusal.status(), headers, ApiError.of(refusal));
  }

  /** Rounded up: whoever comes a moment too early is refused again. */
  private static long seconds(Duration wait) {
    return Math.max(1, (wait.toMillis() + 999) / 1000);
  }

  /**
   * With its length, so that it is whole as soon as it is sent, whatever the caller still sends.
   */
  private ResponseEntity<byte[]> answer(
      HttpStatusCode status, HttpHeaders headers, ApiError error) {
    return ResponseEntity.status(status)
        .headers(headers)
        .contentType(MediaType.APPLICATION_JSON)
        .body(mapper.writeValueAsBytes(error));
  }
}
