package dev.quartzite.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quartzite.client.LoopbackService.Reply;
import dev.quartzite.client.LoopbackService.Upload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TranscribeCommandTest {
  @TempDir private Path folder = Path.of("");
  private LoopbackService service;

  @BeforeEach
  void start() throws IOException {
    service = new LoopbackService();
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private CommandLineRun transcribe(Object... arguments) {
    Object[] all = new Object[arguments.length + 3];
    all[0] = "transcribe";
    all[1] = "--server";
    all[2] = service.address();
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    return CommandLineRun.of(all);
  }

  private Path recording(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  private void refuse(String content, int status, String reason) {
    service.behaving(
        upload ->
            upload.content().equals(content)
                ? Reply.of(status, "{\"error\":{\"message\":\"" + reason + "\"}}")
                : LoopbackService.heard(upload));
  }

  @Test
  void printsOneTranscriptAFileInOrder() throws IOException {
    Path first = recording("b.wav", "good morning");
    Path second = recording("a.wav", "thank you");
    CommandLineRun run = transcribe(first, second);
    assertThat(run.status()).isZero();
    assertThat(run.lines()).containsExactly("GOOD MORNING", "THANK YOU");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void printsInOrderEvenIfTheFirstIsTheLastToBeDone() throws IOException {
    Path slow = recording("slow.wav", "slow");
    Path fast = recording("fast.wav", "fast");
    CyclicBarrier fastIsHeard = new CyclicBarrier(2);
    service.behaving(
        upload -> {
          try {
            fastIsHeard.await();
          } catch (BrokenBarrierException e) {
            throw new AssertionError(e);
          }
          return LoopbackService.heard(upload);
        });
    assertThat(transcribe(slow, fast).lines()).containsExactly("SLOW", "FAST");
  }

  @Test
  void failuresAreListedWithReasonAndTheOthersDone() throws IOException {
    Path noise = recording("noise.wav", "noise");
    Path speech = recording("speech.wav", "thank you");
    Path nothing = folder.resolve("nothing.wav");
    refuse("noise", 422, "No audio stream.");
    CommandLineRun run = transcribe(noise, speech, nothing);
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.lines()).containsExactly("THANK YOU");
    assertThat(run.err())
        .contains("noise.wav: the server refused the recording (422): No audio stream.")
        .contains("nothing.wav: there is no such file");
  }

  @Test
  void anUnreachableServerIsSaidPlainlyAndAtOnce() throws IOException {
    Path speech = recording("speech.wav", "thank you");
    service.close();
    CommandLineRun run = transcribe(speech);
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("no server answers at " + service.address());
  }

  @Test
  void takesAddressesAsPeopleWriteThem() throws IOException {
    Path speech = recording("speech.wav", "thank you");
    assertThat(status(speech, service.address() + "/v1/")).isZero();
    assertThat(status(speech, "localhost:" + service.port())).isZero();
    assertThat(status(speech, "ftp://localhost")).isEqualTo(2);
    assertThat(status(speech, "not an address")).isEqualTo(2);
  }

  private static int status(Path recording, String server) {
    return CommandLineRun.of("transcribe", recording, "--server", server).status();
  }

  @Test
  void sendsEveryDecodingField() throws IOException {
    Path speech = recording("speech.wav", "thank you");
    CommandLineRun run =
        transcribe(
            speech,
            "--model=m",
            "--language=en",
            "--decoder=beam",
            "--beam-width=64",
            "--language-model=none",
            "--language-model-weight=0.5",
            "--word-bonus=1.5",
            "--hotwords=Quartzite",
            "--prompt=names",
            "--temperature=0",
            "--n-best=3",
            "--channels=separate",
            "--character-times",
            "--logprobs");
    assertThat(run.status()).isZero();
    Upload upload = service.uploads().get(0);
    assertThat(upload.fields().toString())
        .isEqualTo(
            "{beam_width=[64], channels=[separate], decoder=[beam], hotwords=[Quartzite], "
                + "include[]=[logprobs], language=[en], language_model=[none], "
                + "language_model_weight=[0.5], model=[m], n_best=[3], prompt=[names], "
                + "response_format=[verbose_json], temperature=[0.0], "
                + "timestamp_granularities[]=[char, word, segment], word_bonus=[1.5]}");
  }

  @Test
  void readsNamesFromStandardInput() throws IOException {
    Path first = recording("a.wav", "one");
    Path second = recording("b c.wav", "two");
    InputStream terminal = System.in;
    System.setIn(new ByteArrayInputStream((first + "\n\n" + second + "\n").getBytes(UTF_8)));
    try {
      assertThat(transcribe("-").lines()).containsExactly("ONE", "TWO");
    } finally {
      System.setIn(terminal);
    }
  }

  @Test
  void printsResultsAsJsonLines() throws IOException {
    Path noise = recording("noise.wav", "noise");
    Path speech = recording("speech.wav", "thank you");
    refuse("noise", 422, "No audio stream.");
    CommandLineRun run = transcribe(noise, speech, "--json", "--quiet");
    assertThat(run.lines())
        .hasSize(2)
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith(
                        "{\"file\":\"speech.wav\",\"status\":\"done\",\"text\":\"THANK YOU\","
                            + "\"duration\":2.0,\"elapsed\":"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("{\"file\":\"noise.wav\",\"status\":\"failed\",\"error\":"));
  }

  @Test
  void printsSubtitlesIfAskedTo() throws IOException {
    Path speech = recording("speech.wav", "thank you");
    assertThat(transcribe(speech, "--format=srt").lines())
        .containsExactly(LoopbackService.included("srt", "THANK YOU"));
  }

  @Test
  void wrongUsageIsStatusTwoWithTheReason() throws IOException {
    Path speech = recording("speech.wav", "thank you");
    assertThat(CommandLineRun.of().status()).isEqualTo(2);
    assertThat(transcribe().status()).isEqualTo(2);
    assertThat(transcribe(speech, "--no-such-option").status()).isEqualTo(2);
    assertThat(transcribe(speech, "--resume").err()).contains("--resume needs the --output");
    assertThat(transcribe(speech, "--format=txt,srt").err()).contains("need a folder");
    assertThat(transcribe(speech, "--format=doc").err()).contains("ctm").contains("but was 'doc'");
    assertThat(transcribe(speech, "--jobs=0").err()).contains("auto or a number from 1");
    assertThat(transcribe(speech, "--timeout=soon").err()).contains("90s, 15m or 1h");
    assertThat(transcribe(speech, "--include=[").status()).isEqualTo(2);
    assertThat(service.uploads()).isEmpty();
  }
}
