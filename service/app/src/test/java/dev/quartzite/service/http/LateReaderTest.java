package dev.quartzite.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients do that read no answer before they have sent everything. */
class LateReaderTest extends HttpTest {
  private static final int MORE_THAN_SOCKETS_HOLD = 30 << 20;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PUT /v1/audio/transcriptions",
        "PATCH /v1/models",
        "DELETE /v1/models/none",
        "POST /v1/models/none",
        "POST /nothing",
        "POST /v1/audio/transcriptions"
      })
  void aRefusalIsThereForThemWhateverTheyAskFor(String request) throws IOException {
    byte[] body = new byte[MORE_THAN_SOCKETS_HOLD];
    String head =
        "%s HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n"
            .formatted(request, body.length);
    try (Socket socket = new Socket("localhost", port())) {
      socket.setSoTimeout((int) Duration.ofSeconds(30).toMillis());
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(body);

      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(answer).startsWith("HTTP/1.1 4").contains("\r\nConnection: close\r\n");
      assertThat(answer).endsWith("}}");
    }
  }
}
