package dev.quartzite.client.batch;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quartzite.client.LoopbackService;
import dev.quartzite.client.LoopbackService.Reply;
import dev.quartzite.client.LoopbackService.Upload;
import dev.quartzite.client.batch.CircuitBreaker.Surroundings;
import dev.quartzite.client.http.RequestException;
import dev.quartzite.client.http.RequestFields;
import dev.quartzite.client.http.TranscriptionClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real service behind a client whose time passes only when it waits. */
class PatientClientTest {
  @TempDir private Path folder = Path.of("");
  private LoopbackService service;
  private Path recording;

  private final AtomicLong clock = new AtomicLong();
  private final List<Duration> waits = new ArrayList<>();
  private final List<String> events = new ArrayList<>();
  private final AtomicInteger requests = new AtomicInteger();
  private Pause whileWaiting = duration -> {};

  private final BatchListener listener =
      new BatchListener() {
        @Override
        public void serverGone(String reason) {
          events.add("gone");
        }

        @Override
        public void serverBack() {
          events.add("back");
        }
      };

  @BeforeEach
  void start() throws IOException {
    service = new LoopbackService();
    recording = Files.writeString(folder.resolve("a.wav"), "good morning");
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private String transcribe(Patience patience) throws InterruptedException {
    Pause pause =
        duration -> {
          waits.add(duration);
          clock.addAndGet(duration.toNanos());
          whileWaiting.pause(duration);
        };
    PatientClient client =
        new PatientClient(
            new TranscriptionClient(service.address(), Optional.empty()),
            RequestFields.NONE,
            patience,
            listener,
            new Surroundings(pause, clock::get, () -> 1.0));
    return client.transcribe(recording, ConcurrencyLimit.fixed(1).acquire().orElseThrow()).text();
  }

  private static Patience patience() {
    return new Patience(Duration.ofSeconds(20), Duration.ofMinutes(10), 6, Duration.ofMinutes(10));
  }

  private RequestException failure(Patience patience) {
    return requireNonNull(catchThrowableOfType(RequestException.class, () -> transcribe(patience)));
  }

  /** Answers the first requests so, and the others as it should. */
  private void atFirst(int count, Reply reply) {
    service.behaving(
        upload -> requests.incrementAndGet() <= count ? reply : LoopbackService.heard(upload));
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 504, 408})
  void triesAgainEverMoreRarelyWhenSomethingBroke(int status) throws InterruptedException {
    atFirst(3, Reply.of(status, ""));
    assertThat(transcribe(patience())).isEqualTo("GOOD MORNING");
    assertThat(waits)
        .containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2));
  }

  @Test
  void givesUpAfterTheLastRetryWithTheLastReason() {
    atFirst(99, Reply.of(500, "{\"error\":{\"message\":\"out of order\"}}"));
    assertThat(failure(patience())).hasMessageContaining("out of order (7 attempts)");
    assertThat(requests).hasValue(7);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 404, 413, 415, 422})
  void doesNotRepeatWhatWillBeRefusedAgain(int status) {
    atFirst(1, Reply.of(status, ""));
    assertThat(failure(patience())).hasMessageContaining("(" + status + ")");
    assertThat(requests).hasValue(1);
    assertThat(waits).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 503})
  void leavesAnOverloadedServerAloneAsLongAsItWishes(int status) throws InterruptedException {
    atFirst(20, new Reply(status, "", "7"));
    assertThat(transcribe(patience())).isEqualTo("GOOD MORNING");
    assertThat(waits)
        .hasSize(20)
        .allSatisfy(
            wait -> assertThat(wait).isBetween(Duration.ofSeconds(7), Duration.ofSeconds(8)));
  }

  @Test
  void asksNoLongerThanTheDeadline() {
    atFirst(Integer.MAX_VALUE, new Reply(503, "", "60"));
    assertThat(failure(patience())).hasMessageContaining("overloaded (503) (10 attempts)");
    assertThat(clock.get()).isLessThan(patience().deadline().toNanos());
  }

  @Test
  void doesNotWaitForAnAppointmentBeyondTheDeadline() {
    atFirst(Integer.MAX_VALUE, new Reply(429, "", "86400"));
    assertThat(failure(patience())).hasMessageContaining("(429)");
    assertThat(waits).isEmpty();
  }

  @Test
  void waitsForAServerThatIsGoneAndGoesOnWhenItIsBack() throws Exception {
    int port = service.port();
    service.close();
    whileWaiting =
        duration -> {
          if (waits.size() == 8) {
            try {
              service = new LoopbackService(port);
            } catch (IOException e) {
              throw new AssertionError(e);
            }
          }
        };
    // The deadline is for the recording; time without a server is not held against it.
    Patience patience =
        new Patience(Duration.ofSeconds(20), Duration.ofSeconds(5), 0, Duration.ofMinutes(10));
    assertThat(transcribe(patience)).isEqualTo("GOOD MORNING");
    assertThat(events).containsExactly("gone", "back");
    assertThat(Duration.ofNanos(clock.get())).isGreaterThan(patience.deadline());
  }

  @Test
  void endsTheRunWhenTheServerStaysAway() {
    service.close();
    ServerGoneException gone =
        catchThrowableOfType(ServerGoneException.class, () -> transcribe(patience()));
    assertThat(gone).hasMessageContaining("waited 60").hasMessageContaining("no server answers");
    assertThat(Duration.ofNanos(clock.get()))
        .isBetween(Duration.ofMinutes(10), Duration.ofMinutes(11));
  }

  @Test
  void asksForASignOfLifeWhenRequestAfterRequestBreaks() throws InterruptedException {
    atFirst(6, Reply.of(500, ""));
    assertThat(transcribe(patience())).isEqualTo("GOOD MORNING");
    assertThat(events).isEmpty(); // It gave one at once.
  }

  @Test
  void aPauseThatIsInterruptedEndsTheAttempts() {
    atFirst(1, Reply.of(500, ""));
    whileWaiting =
        duration -> {
          throw new InterruptedException("stopping");
        };
    assertThat(catchThrowableOfType(InterruptedException.class, () -> transcribe(patience())))
        .isNotNull();
    assertThat(service.uploads()).extracting(Upload::content).containsExactly("good morning");
  }
}
