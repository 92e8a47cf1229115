package dev.quartzite.client.http;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quartzite.client.LoopbackService;
import dev.quartzite.client.LoopbackService.Reply;
import dev.quartzite.client.LoopbackService.Upload;
import dev.quartzite.client.http.RequestException.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TranscriptionClientTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir private Path folder = Path.of("");
  private LoopbackService service;
  private Path recording;

  @BeforeEach
  void start() throws IOException {
    service = new LoopbackService();
    recording = Files.writeString(folder.resolve("a.wav"), "good morning");
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private TranscriptionClient client() {
    return new TranscriptionClient(service.address(), Optional.empty());
  }

  private RequestException failure(TranscriptionClient client) {
    return requireNonNull(
        catchThrowableOfType(
            RequestException.class, () -> client.transcribe(recording, RequestFields.NONE, LONG)));
  }

  @Test
  void readsTextAndDuration() throws InterruptedException {
    Transcription heard = client().transcribe(recording, RequestFields.NONE, LONG);
    assertThat(heard.text()).isEqualTo("GOOD MORNING");
    assertThat(heard.duration()).isEqualTo(2);
    assertThat(heard.json()).startsWith("{\"task\":");
  }

  @Test
  void sendsFieldsInUtf8AndTheKeyAsBearerToken() throws InterruptedException {
    new TranscriptionClient(service.address(), Optional.of("s3cret"))
        .transcribe(
            recording, RequestFields.NONE.with("hotwords", "Łódź, café").with("n_best", 3), LONG);
    Upload upload = service.uploads().get(0);
    assertThat(upload.content()).isEqualTo("good morning");
    assertThat(upload.authorization()).isEqualTo("Bearer s3cret");
    assertThat(upload.fields())
        .containsEntry("hotwords", List.of("Łódź, café"))
        .containsEntry("n_best", List.of("3"))
        .containsEntry("response_format", List.of("verbose_json"))
        .containsEntry("timestamp_granularities[]", List.of("word", "segment"));
  }

  @Test
  void aFileNameCannotBreakOutOfItsHeader() throws IOException, InterruptedException {
    Path odd = Files.writeString(folder.resolve("a\"; name=\"model\r\n\r\n.wav"), "good morning");
    assertThat(client().transcribe(odd, RequestFields.NONE, LONG).text()).isEqualTo("GOOD MORNING");
    assertThat(service.uploads().get(0).fields()).doesNotContainKey("model");
    assertThat(service.uploads().get(0).fileName())
        .isEqualTo("a%22; name=%22model%0D%0A%0D%0A.wav");
  }

  @ParameterizedTest
  @CsvSource({
    "400, REJECTED",
    "401, REJECTED",
    "404, REJECTED",
    "413, REJECTED",
    "415, REJECTED",
    "422, REJECTED",
    "301, REJECTED",
    "408, BROKEN",
    "500, BROKEN",
    "502, BROKEN",
    "504, SLOW",
    "429, OVERLOADED",
    "503, OVERLOADED"
  })
  void tellsWhatMayHelpByStatusAndWhyByTheErrorBody(int status, Kind kind) {
    service.behaving(
        upload -> Reply.of(status, "{\"error\":{\"message\":\"Too loud.\",\"type\":\"x\"}}"));
    RequestException failure = failure(client());
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure).hasMessageContaining("(" + status + "): Too loud.");
  }

  @Test
  void quotesTheBeginningOfAProxysPage() {
    service.behaving(
        upload -> Reply.of(502, "<html><h1>Bad  gateway</h1>" + "x".repeat(1000) + "</html>"));
    assertThat(failure(client()).getMessage()).contains("Bad gateway xxx").hasSizeLessThan(300);
  }

  @Test
  void readsRetryAfterInSecondsAndAsDate() {
    service.behaving(upload -> new Reply(503, "", "7"));
    assertThat(failure(client()).retryAfter()).contains(Duration.ofSeconds(7));

    String inAMinute =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            ZonedDateTime.now(ZoneOffset.UTC).plusMinutes(1));
    service.behaving(upload -> new Reply(429, "", inAMinute));
    assertThat(failure(client()).retryAfter().orElseThrow())
        .isBetween(Duration.ofSeconds(30), Duration.ofSeconds(61));

    service.behaving(upload -> new Reply(503, "", "soon"));
    assertThat(failure(client()).retryAfter()).isEmpty();
  }

  @Test
  void saysThatNobodyAnswers() throws InterruptedException {
    TranscriptionClient client = client();
    service.close();
    RequestException failure = failure(client);
    assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(failure).hasMessageContaining(service.address().toString());
    assertThat(catchThrowableOfType(RequestException.class, client::check)).isNotNull();
  }

  @Test
  void saysThatTheHostIsUnknown() {
    URI nowhere = URI.create("http://no-such-host.invalid");
    RequestException failure = failure(new TranscriptionClient(nowhere, Optional.empty()));
    assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(failure).hasMessageContaining("no-such-host.invalid");
  }

  @Test
  void givesUpOnAStallingServer() {
    service.behaving(
        upload -> {
          Thread.sleep(Duration.ofMinutes(1).toMillis()); // interrupted when the service closes
          return Reply.of(200, "");
        });
    RequestException failure =
        requireNonNull(
            catchThrowableOfType(
                RequestException.class,
                () -> client().transcribe(recording, RequestFields.NONE, Duration.ofMillis(300))));
    assertThat(failure.kind()).isEqualTo(Kind.SLOW);
    assertThat(failure).hasMessageContaining("no answer within");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // fewer bytes than announced, then the end of the connection
        "HTTP/1.1 200 OK\\r\\nContent-Length: 100\\r\\n\\r\\n{\"text\":\"go",
        // an end without announcement, in the midst of the answer
        "HTTP/1.1 200 OK\\r\\nConnection: close\\r\\n\\r\\n{\"text\":\"go",
        // the right form without content
        "HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\n\\r\\n{}",
        "HTTP/1.1 200 OK\\r\\nContent-Length: 0\\r\\n\\r\\n",
        "garbage",
        "``"
      })
  void takesNoHalfAnswer(String answer) throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread server = new Thread(() -> answerOnce(socket, answer.translateEscapes()));
      server.start();
      URI address = URI.create("http://localhost:" + socket.getLocalPort());
      RequestException failure = failure(new TranscriptionClient(address, Optional.empty()));
      assertThat(failure.kind()).isEqualTo(Kind.BROKEN);
      server.join();
    }
  }

  /** Reads a request up to its closing boundary, writes what it is told and hangs up. */
  private static void answerOnce(ServerSocket socket, String answer) {
    try (Socket connection = socket.accept();
        OutputStream out = connection.getOutputStream()) {
      StringBuilder request = new StringBuilder();
      while (!request.toString().endsWith("--\r\n")) {
        request.append((char) connection.getInputStream().read());
      }
      out.write(answer.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void aMissingRecordingIsNamed() throws IOException {
    Files.delete(recording);
    RequestException failure = failure(client());
    assertThat(failure.kind()).isEqualTo(Kind.REJECTED);
    assertThat(failure).hasMessageContaining("a.wav");
  }
}
