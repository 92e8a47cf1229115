package dev.quartzite.client.http;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request without the answer that was asked for: the reason as a sentence, and what may help. */
public final class RequestException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What may help. */
  public enum Kind {
    /** Nothing: the same request will be refused again. */
    REJECTED,
    /** Fewer requests, later: the server has more to do than it takes. */
    OVERLOADED,
    /** Another attempt: something broke on the way or inside the server. */
    BROKEN,
    /** Another attempt while less else is under way: the time ran out. */
    SLOW,
    /** Waiting until there is a server: no connection could be made. */
    UNREACHABLE
  }

  private final Kind kind;
  private final String reason;
  private final @Nullable Duration retryAfter;

  public RequestException(Kind kind, String message) {
    this(kind, message, null);
  }

  RequestException(Kind kind, String message, @Nullable Duration retryAfter) {
    super(message);
    this.kind = kind;
    this.reason = message;
    this.retryAfter = retryAfter;
  }

  /** The same failure, telling how often it was tried. */
  public RequestException afterAttempts(int attempts) {
    return attempts == 1
        ? this
        : new RequestException(kind, reason + " (" + attempts + " attempts)", retryAfter);
  }

  /** What went wrong, as a sentence. */
  @Override
  public String getMessage() {
    return reason;
  }

  public Kind kind() {
    return kind;
  }

  /** How long the server wishes to be left alone, if it said so. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
