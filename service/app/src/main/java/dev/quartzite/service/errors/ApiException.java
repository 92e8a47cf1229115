package dev.quartzite.service.errors;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** A request that is refused: what the caller is told, and with which status. */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final HttpStatus status;
  private final String code;
  private final @Nullable String param;
  private final @Nullable Duration retryAfter;

  private ApiException(
      HttpStatus status,
      String code,
      @Nullable String param,
      String message,
      @Nullable Duration retryAfter) {
    super(message);
    this.status = status;
    this.code = code;
    this.param = param;
    this.retryAfter = retryAfter;
  }

  /** A refusal with a code that programs can tell apart. */
  public ApiException(HttpStatus status, String code, String message) {
    this(status, code, null, message, null);
  }

  /** A field with a value that is not accepted: 400. */
  public static ApiException badField(String field, String message) {
    return new ApiException(HttpStatus.BAD_REQUEST, "invalid_value", field, message, null);
  }

  /** A field that has to be there and is not: 400. */
  public static ApiException missingField(String field, String message) {
    return new ApiException(HttpStatus.BAD_REQUEST, "missing_required_field", field, message, null);
  }

  /** A request that makes no sense as a whole: 400. */
  public static ApiException malformed(String message) {
    return new ApiException(HttpStatus.BAD_REQUEST, "malformed_request", message);
  }

  /** A model that does not exist: 404. */
  public static ApiException noSuchModel(String message) {
    return new ApiException(HttpStatus.NOT_FOUND, "model_not_found", "model", message, null);
  }

  /** More than fits: 413. */
  public static ApiException tooLarge(String code, String message) {
    return new ApiException(HttpStatus.CONTENT_TOO_LARGE, code, "file", message, null);
  }

  /** Something about the recording. */
  public static ApiException badFile(HttpStatus status, String code, String message) {
    return new ApiException(status, code, "file", message, null);
  }

  /** More work than the service takes on at present: 503. */
  public static ApiException overloaded(String message, Duration retryAfter) {
    return new ApiException(
        HttpStatus.SERVICE_UNAVAILABLE, "overloaded", null, message, retryAfter);
  }

  /** A field that does not fit the recording: 422. */
  public static ApiException unalignable(String field, String message) {
    return new ApiException(
        HttpStatus.UNPROCESSABLE_CONTENT, "text_does_not_fit", field, message, null);
  }

  /** A caller who does not show a valid key: 401. */
  public static ApiException unauthorized(String message) {
    return new ApiException(HttpStatus.UNAUTHORIZED, "invalid_api_key", message);
  }

  /** More than this caller may ask for at present: 429. */
  public static ApiException rateLimited(String message, Duration retryAfter) {
    return new ApiException(
        HttpStatus.TOO_MANY_REQUESTS, "rate_limit_exceeded", null, message, retryAfter);
  }

  public HttpStatus status() {
    return status;
  }

  /** For programs, as {@code model_not_found}. */
  public String code() {
    return code;
  }

  /** The field that it is about, if it is about one. */
  public @Nullable String param() {
    return param;
  }

  /** When it is worth trying again, if ever. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
