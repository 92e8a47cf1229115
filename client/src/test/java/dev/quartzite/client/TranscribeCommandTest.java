package dev.quartzite.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartzite.client.LoopbackService.Reply;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TranscribeCommandTest {
  @TempDir private Path folder = Path.of("");
  private LoopbackService service;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void start() throws IOException {
    service = new LoopbackService();
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private int run(Object... arguments) {
    return QuartziteClient.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(java.util.Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
  }

  private Path recording(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  @Test
  void printsOneTranscriptAFileInOrder() throws IOException {
    Path first = recording("a.wav", "good morning");
    Path second = recording("b.wav", "thank you");
    assertThat(run("transcribe", first, second, "--server", service.address())).isZero();
    assertThat(out.toString().lines()).containsExactly("GOOD MORNING", "THANK YOU");
  }

  @Test
  void failuresAreListedWithReasonAndTheOthersDone() throws IOException {
    Path noise = recording("noise.wav", "noise");
    Path speech = recording("speech.wav", "thank you");
    service.behaving(
        upload ->
            upload.content().equals("noise")
                ? Reply.of(422, "{\"error\":{\"message\":\"No audio stream.\"}}")
                : LoopbackService.heard(upload));
    assertThat(run("transcribe", noise, speech, "--server", service.address())).isEqualTo(1);
    assertThat(out.toString().lines()).containsExactly("THANK YOU");
    assertThat(err.toString()).contains("noise.wav").contains("(422): No audio stream.");
  }

  @Test
  void anUnreachableServerIsSaidPlainly() throws IOException {
    Path speech = recording("speech.wav", "thank you");
    service.close();
    assertThat(run("transcribe", speech, "--server", service.address())).isEqualTo(1);
    assertThat(err.toString()).contains("no server answers at " + service.address());
  }

  @Test
  void takesAddressesAsPeopleWriteThem() throws IOException {
    Path speech = recording("speech.wav", "thank you");
    assertThat(run("transcribe", speech, "--server=" + service.address() + "/v1/")).isZero();
    assertThat(run("transcribe", speech, "--server=localhost:" + service.port())).isZero();
    assertThat(run("transcribe", speech, "--server=ftp://localhost")).isEqualTo(2);
  }

  @Test
  void wrongUsageIsStatusTwo() {
    assertThat(run("transcribe")).isEqualTo(2);
    assertThat(run("transcribe", "a.wav", "--no-such-option")).isEqualTo(2);
    assertThat(run()).isEqualTo(2);
  }
}
