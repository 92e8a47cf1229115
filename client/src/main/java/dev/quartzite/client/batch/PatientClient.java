package dev.quartzite.client.batch;

import dev.quartzite.client.batch.CircuitBreaker.Surroundings;
import dev.quartzite.client.http.RequestException;
import dev.quartzite.client.http.RequestException.Kind;
import dev.quartzite.client.http.RequestFields;
import dev.quartzite.client.http.Transcription;
import dev.quartzite.client.http.TranscriptionClient;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Transcribes a recording in as many attempts as are worth making: none after the first where the
 * server will say no again, later ones where it is overloaded or something broke, and as soon as it
 * is back where it is gone. Safe for use by any number of threads.
 */
public final class PatientClient {
  private final TranscriptionClient client;
  private final RequestFields fields;
  private final Patience patience;
  private final CircuitBreaker breaker;
  private final Surroundings surroundings;

  PatientClient(
      TranscriptionClient client,
      RequestFields fields,
      Patience patience,
      BatchListener listener,
      Surroundings surroundings) {
    this.client = client;
    this.fields = fields;
    this.patience = patience;
    this.breaker = new CircuitBreaker(client::check, patience.serverGone(), listener, surroundings);
    this.surroundings = surroundings;
  }

  /**
   * Nothing is sent yet.
   *
   * @param fields form fields that go with each recording
   * @param listener hears of a server that is gone or back
   * @param stop ends waits between attempts, not attempts
   */
  public static PatientClient of(
      TranscriptionClient client,
      RequestFields fields,
      Patience patience,
      BatchListener listener,
      StopSignal stop) {
    return new PatientClient(client, fields, patience, listener, Surroundings.real(stop));
  }

  /**
   * Transcribes a recording.
   *
   * @param permit hears of refusals
   * @throws RequestException if that is not possible, with the reason of the last attempt
   * @throws ServerGoneException if the server is gone for too long
   */
  Transcription transcribe(Path recording, ConcurrencyLimit.Permit permit)
      throws InterruptedException {
    long deadline = now() + patience.deadline().toNanos();
    int broken = 0;
    for (int attempt = 1; ; attempt++) {
      long waited = now();
      breaker.awaitServer();
      deadline += now() - waited;
      try {
        Transcription heard = client.transcribe(recording, fields, limit(deadline - now()));
        breaker.answered();
        return heard;
      } catch (RequestException e) {
        react(e, permit);
        broken += e.kind() == Kind.BROKEN || e.kind() == Kind.SLOW ? 1 : 0;
        Duration wait = wait(e, attempt);
        if (isFinal(e, broken) || deadline - now() <= wait.toNanos()) {
          throw e.afterAttempts(attempt);
        }
        surroundings.pause().pause(wait);
      }
    }
  }

  private long now() {
    return surroundings.nanoTime().getAsLong();
  }

  /** What one request may take: its own timeout, or what is left until the deadline. */
  private Duration limit(long nanosLeft) {
    Duration left = Duration.ofNanos(Math.max(nanosLeft, 1_000_000));
    return left.compareTo(patience.timeout()) < 0 ? left : patience.timeout();
  }

  private void react(RequestException e, ConcurrencyLimit.Permit permit) {
    switch (e.kind()) {
      case REJECTED -> breaker.answered();
      case OVERLOADED -> {
        breaker.answered();
        permit.refused();
      }
      case SLOW -> {
        breaker.broke(e.kind());
        permit.refused();
      }
      case BROKEN, UNREACHABLE -> breaker.broke(e.kind());
    }
  }

  private boolean isFinal(RequestException e, int broken) {
    return e.kind() == Kind.REJECTED || broken > patience.retries();
  }

  /** At least as long as the server wishes, and a little more by chance. */
  private Duration wait(RequestException e, int attempt) {
    double chance = surroundings.chance().getAsDouble();
    Duration own = Patience.wait(attempt, chance);
    return e.retryAfter()
        .map(wish -> wish.plusMillis((long) (chance * (250 + wish.toMillis() / 10.0))))
        .orElse(own);
  }
}
