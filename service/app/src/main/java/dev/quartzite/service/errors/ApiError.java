package dev.quartzite.service.errors;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;

/**
 * The body of every answer that is not a success.
 *
 * @param error what is wrong
 */
public record ApiError(Detail error) {

  /**
   * What is wrong.
   *
   * @param message for people
   * @param type kind of error in OpenAI's terms
   * @param param the field that it is about
   * @param code for programs
   */
  public record Detail(
      String message, String type, @Nullable String param, @Nullable String code) {}

  /** What a refused caller is told. */
  public static ApiError of(ApiException e) {
    return of(e.status(), e.getMessage(), e.param(), e.code());
  }

  /** What a caller is told where there is no more to say than the status. */
  static ApiError of(HttpStatusCode status, @Nullable String message) {
    return of(status, message, null, null);
  }

  private static ApiError of(
      HttpStatusCode status,
      @Nullable String message,
      @Nullable String param,
      @Nullable String code) {
    String text = message == null ? "the request cannot be served" : message;
    return new ApiError(new Detail(text, type(status), param, code));
  }

  private static String type(HttpStatusCode status) {
    if (status.value() == 429) {
      return "rate_limit_error";
    }
    return status.is5xxServerError() ? "server_error" : "invalid_request_error";
  }
}
