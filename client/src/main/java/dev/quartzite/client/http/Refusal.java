package dev.quartzite.client.http;

import dev.quartzite.client.http.RequestException.Kind;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads answers other than 200: what the server says was wrong, and what may help. */
final class Refusal {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int EXCERPT = 200;

  private Refusal() {}

  static RequestException of(HttpResponse<String> response) {
    int status = response.statusCode();
    String reason = reason(response.body());
    return new RequestException(
        kind(status), sentence(status, reason), retryAfter(response).orElse(null));
  }

  private static Kind kind(int status) {
    return switch (status) {
      case 429, 503 -> Kind.OVERLOADED;
      case 408 -> Kind.BROKEN;
      case 504 -> Kind.SLOW;
      default -> status >= 500 ? Kind.BROKEN : Kind.REJECTED;
    };
  }

  private static String sentence(int status, String reason) {
    String what =
        switch (status) {
          case 401, 403 -> "the server wants another API key (--api-key)";
          case 429 -> "the server limits the rate of requests";
          case 503 -> "the server is overloaded";
          case 504 -> "the server ran out of time";
          default -> {
            if (status >= 500) {
              yield "the server failed";
            }
            yield status >= 400
                ? "the server refused the recording"
                : "the server answered unexpectedly, check --server";
          }
        };
    return what + " (" + status + ")" + (reason.isEmpty() ? "" : ": " + reason);
  }

  /** The message of an error body, or the beginning of whatever the body is. */
  private static String reason(String body) {
    try {
      JsonNode message = JSON.readTree(body).path("error").path("message");
      if (message.isString()) {
        return message.stringValue();
      }
    } catch (JacksonException e) {
      // Not ours: a proxy's page, for instance. Its beginning says more than nothing.
    }
    String line = body.replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ").strip();
    return line.length() <= EXCERPT ? line : line.substring(0, EXCERPT) + " …";
  }

  /** {@code Retry-After} in either of its forms (RFC 9110, 10.2.3). */
  private static Optional<Duration> retryAfter(HttpResponse<String> response) {
    return response.headers().firstValue("Retry-After").map(Refusal::duration);
  }

  private static @Nullable Duration duration(String header) {
    try {
      if (header.chars().allMatch(Character::isDigit)) {
        return Duration.ofSeconds(Long.parseLong(header));
      }
      Instant date = ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration until = Duration.between(Instant.now(), date);
      return until.isNegative() ? Duration.ZERO : until;
    } catch (NumberFormatException | DateTimeException e) {
      return null; // An unreadable wish is no wish.
    }
  }
}
