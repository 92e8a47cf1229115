package dev.quartzite.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartzite.audio.Encoder;
import dev.quartzite.service.access.TranscriptionSlots;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

/** Callers who do not go on as they should. What they held is given back. */
class HangUpTest extends HttpTest {
  @Autowired private TranscriptionSlots slots;

  @AfterEach
  void nothingIsHeld() {
    await().until(() -> slots.open() == 0 && slots.running() == 0);
    await().until(() -> uploads().isEmpty());
    await().until(() -> ProcessHandle.current().children().findAny().isEmpty());
  }

  @Test
  void inTheMiddleOfAnUpload() throws IOException {
    byte[] body = Multipart.of(Samples.first().recording()).bytes();
    try (Socket socket = connect(body.length)) {
      socket.getOutputStream().write(body, 0, body.length / 2);
      await().until(() -> !uploads().isEmpty());
    }
  }

  @Test
  void inTheMiddleOfAnAnswer(@TempDir Path folder) throws Exception {
    Path wav = folder.resolve("long.wav");
    Files.write(wav, Wav.joined(Collections.nCopies(100, Samples.first().recording())));
    Path mp3 = Encoder.encode(wav, folder.resolve("long.mp3"));
    byte[] body = Multipart.of(mp3).field("stream", "true").bytes();
    try (Socket socket = connect(body.length)) {
      socket.getOutputStream().write(body);
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      // Not by AssertJ, which would read the stream to its end first.
      assertThat(lines.lines().anyMatch(line -> line.equals("event: transcript.text.delta")))
          .isTrue();
      assertThat(slots.running()).isEqualTo(1);
      socket.setSoLinger(true, 0);
    }
  }

  @Test
  void inTheMiddleOfARefusedUploadThatOnlyTrickles() throws IOException {
    byte[] part = new byte[64];
    Arrays.fill(part, (byte) 'x');
    try (Socket socket = connect(Integer.MAX_VALUE)) {
      OutputStream out = socket.getOutputStream();
      assertThat(line(socket)).startsWith("HTTP/1.1 413");
      await()
          .pollInterval(Duration.ofMillis(50))
          .until(
              () -> {
                try {
                  out.write(part);
                  return false;
                } catch (SocketException e) {
                  return true;
                }
              });
    }
  }

  private static String line(Socket socket) throws IOException {
    return String.valueOf(
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
            .readLine());
  }

  private Socket connect(int length) throws IOException {
    Socket socket = new Socket("localhost", port());
    String head =
        "POST /v1/audio/transcriptions HTTP/1.1\r\nHost: localhost\r\n"
            + "Content-Type: %s\r\nContent-Length: %d\r\n\r\n"
                .formatted(Multipart.CONTENT_TYPE, length);
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(60));
  }
}
