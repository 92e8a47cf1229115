package dev.quartzite.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartzite.service.http.Api.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

@TestPropertySource(
    properties = {
      "quartzite.limits.upload-size=300KB",
      "quartzite.limits.recording-length=8",
      "quartzite.limits.requests=1"
    })
class LimitsTest extends HttpTest {
  private static final int MEBIBYTE = 1 << 20;

  @AfterEach
  void theNextGoodRequestWorks() {
    assertThat(api().transcribe(Multipart.of(Samples.first().recording())).status()).isEqualTo(200);
  }

  @Test
  void isReadyThoughItTakesOneRequestAtATime() {
    assertThat(api().get("/actuator/health/readiness").status()).isEqualTo(200);
  }

  @Test
  void refusesAFileThatIsTooLarge() {
    Answer answer = api().transcribe(new Multipart().file("a.wav", new byte[400_000]));

    assertThat(answer.status()).isEqualTo(413);
    JsonNode error = answer.json().path("error");
    assertThat(error.path("code").asString()).isEqualTo("file_too_large");
    assertThat(error.path("param").asString()).isEqualTo("file");
    assertThat(error.path("message").asString()).contains("307200 bytes");
  }

  @Test
  void refusesARequestByItsLengthAlone() {
    Answer answer = api().transcribe(new Multipart().file("a.wav", new byte[20 * MEBIBYTE]));

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.json().path("error").path("code").asString()).isEqualTo("file_too_large");
  }

  @Test
  void refusesALargeRequestThatDoesNotSayItsLength() {
    byte[] body = new Multipart().file("a.wav", new byte[20 * MEBIBYTE]).bytes();

    Answer answer =
        api()
            .send(
                api()
                    .request("/v1/audio/transcriptions")
                    .header("Content-Type", Multipart.CONTENT_TYPE)
                    .POST(BodyPublishers.ofByteArrays(Collections.singleton(body)))); // chunked

    assertThat(answer.status()).isEqualTo(413);
  }

  @Test
  void refusesManyLargeFields() {
    Multipart form = Multipart.of(Samples.first().recording());
    for (int i = 0; i < 30; i++) {
      form.field("f" + i, "x".repeat(60_000));
    }

    assertThat(api().transcribe(form).status()).isEqualTo(413);
  }

  @Test
  void refusesARecordingThatIsTooLong() {
    Answer answer =
        api().transcribe(new Multipart().file("a.wav", Wav.silence(16_000, 1, 16, 9 * 16_000)));

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.json().path("error").path("code").asString()).isEqualTo("recording_too_long");
    assertThat(answer.json().path("error").path("message").asString()).contains("8.0 s");
  }

  @Test
  void refusesOneRequestMoreThanItTakesOnAndSaysWhenToTryAgain() throws IOException {
    byte[] whole = Multipart.of(Samples.first().recording()).bytes();
    try (Socket first = new Socket("localhost", port())) {
      OutputStream out = first.getOutputStream();
      out.write(head(whole.length).getBytes(StandardCharsets.US_ASCII));
      out.write(Arrays.copyOf(whole, whole.length / 2));
      out.flush();
      awaitUpload();

      Answer second = api().transcribe(Multipart.of(Samples.first().recording()));

      assertThat(second.status()).isEqualTo(503);
      assertThat(second.header("Retry-After")).isEqualTo("5");
      assertThat(second.json().path("error").path("type").asString()).isEqualTo("server_error");
      out.write(whole, whole.length / 2, whole.length - whole.length / 2);
      out.flush();
      assertThat(firstLine(first.getInputStream())).isEqualTo("HTTP/1.1 200 ");
    }
  }

  @Test
  void forgetsAnUploadWhoseSenderHangsUp() throws IOException {
    byte[] whole = Multipart.of(Samples.first().recording()).bytes();
    try (Socket socket = new Socket("localhost", port())) {
      socket.getOutputStream().write(head(whole.length).getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(whole, 0, whole.length / 2);
      socket.getOutputStream().flush();
      awaitUpload();
    }
    await().until(() -> uploads().isEmpty());
    await()
        .until(() -> api().transcribe(Multipart.of(Samples.first().recording())).status() == 200);
  }

  private static void awaitUpload() {
    await().until(() -> !uploads().isEmpty());
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(30));
  }

  private static String head(int length) {
    return "POST /v1/audio/transcriptions HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        + "Content-Type: %s\r\nContent-Length: %d\r\n\r\n"
            .formatted(Multipart.CONTENT_TYPE, length);
  }

  private static String firstLine(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\r'; c = in.read()) {
      line.append((char) c);
    }
    return line.toString();
  }
}
