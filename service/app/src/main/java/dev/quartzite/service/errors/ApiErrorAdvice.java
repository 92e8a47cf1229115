package dev.quartzite.service.errors;

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

/** Turns whatever goes wrong into the answer that the caller gets. */
@RestControllerAdvice
final class ApiErrorAdvice {
  private static final Logger LOG = LoggerFactory.getLogger(ApiErrorAdvice.class);

  /**
   * Answers, unless the caller has hung up or broken HTTP: then Tomcat has answered already where
   * it could.
   */
  @ExceptionHandler
  @Nullable ResponseEntity<ApiError> refused(Exception e) {
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
    HttpHeaders headers = new HttpHeaders();
    refusal
        .retryAfter()
        .ifPresent(wait -> headers.set(HttpHeaders.RETRY_AFTER, Long.toString(wait.toSeconds())));
    return answer(refusal.status(), headers, ApiError.of(refusal));
  }

  private static ResponseEntity<ApiError> answer(
      HttpStatusCode status, HttpHeaders headers, ApiError error) {
    return ResponseEntity.status(status)
        .headers(headers)
        .contentType(MediaType.APPLICATION_JSON)
        .body(error);
  }
}
