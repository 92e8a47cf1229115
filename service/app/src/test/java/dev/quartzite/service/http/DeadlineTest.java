package dev.quartzite.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartzite.audio.Encoder;
import dev.quartzite.service.access.TranscriptionSlots;
import dev.quartzite.service.http.Api.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** What takes too long is told so and leaves nothing behind, its decoder's process included. */
@TestPropertySource(properties = "quartzite.limits.deadline=400ms")
class DeadlineTest extends HttpTest {
  @Autowired private TranscriptionSlots slots;

  @ParameterizedTest
  @ValueSource(strings = {"wav", "mp3"})
  void isAnsweredInTimeAndAbandoned(String ending, @TempDir Path folder) throws Exception {
    Path wav = folder.resolve("long.wav");
    Files.write(wav, hours());
    Path recording =
        ending.equals("wav") ? wav : Encoder.encode(wav, folder.resolve("long." + ending));

    Answer answer = api().transcribe(Multipart.of(recording));

    assertThat(answer.status()).as(answer.body()).isEqualTo(504);
    JsonNode error = answer.json().path("error");
    assertThat(error.path("code").asString()).isEqualTo("deadline_exceeded");
    assertThat(error.path("message").asString()).contains("0.4 s");
    assertThat(slots.running()).isZero();
    assertThat(ProcessHandle.current().children()).isEmpty();
  }

  @Test
  void endsAStreamWithAnError() throws IOException {
    Answer answer =
        api().transcribe(new Multipart().file("long.wav", hours()).field("stream", "true"));

    assertThat(answer.status()).isIn(200, 504);
    assertThat(answer.body()).contains("deadline_exceeded").doesNotContain("transcript.text.done");
  }

  @Test
  void doesNotDisturbWhatIsDoneInTime() {
    for (int i = 0; i < 3; i++) {
      assertThat(api().transcribe(Multipart.of(Samples.first().recording())).status())
          .isEqualTo(200);
    }
  }

  private static byte[] hours() throws IOException {
    return Wav.joined(Collections.nCopies(200, Samples.first().recording()));
  }
}
