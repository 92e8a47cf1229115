package dev.quartzite.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartzite.client.LoopbackService.Reply;
import dev.quartzite.client.LoopbackService.Upload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code transcribe} into a folder. */
class OutputAndResumeTest {
  @TempDir private Path folder = Path.of("");
  private LoopbackService service;
  private Path output;

  @BeforeEach
  void start() throws IOException {
    service = new LoopbackService();
    output = folder.resolve("out");
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
  void anOutputFolderMirrorsTheTreeInEachFormat() throws IOException {
    recording("in/a.wav", "one");
    recording("in/deep/er/b.wav", "two");
    CommandLineRun run =
        transcribe(folder.resolve("in"), "--recursive", "--output", output, "--format=txt,vtt");
    assertThat(run.status()).isZero();
    assertThat(output.resolve("a.wav.txt")).hasContent("ONE");
    assertThat(output.resolve("deep/er/b.wav.txt")).hasContent("TWO");
    assertThat(output.resolve("deep/er/b.wav.vtt"))
        .hasContent(LoopbackService.included("vtt", "TWO"));
    assertThat(Files.readAllLines(output.resolve("manifest.jsonl"))).hasSize(2);
    assertThat(run.err()).contains("done                2  2.0 s of audio");
  }

  @Test
  void resumingDoesWhatIsMissingOrChangedAndNothingElse() throws IOException {
    recording("in/a.wav", "one");
    recording("in/b.wav", "two");
    recording("in/c.wav", "three");
    refuse("three", 415, "not audio");
    Path in = folder.resolve("in");
    assertThat(transcribe(in, "--output", output).status()).isEqualTo(1);

    service.behaving(LoopbackService::heard);
    service.uploads().clear();
    recording("in/b.wav", "too");
    CommandLineRun resumed = transcribe(in, "--output", output, "--resume");
    assertThat(resumed.status()).isZero();
    assertThat(service.uploads())
        .extracting(Upload::content)
        .containsExactlyInAnyOrder("too", "three");
    assertThat(output.resolve("b.wav.txt")).hasContent("TOO");
    assertThat(Files.readAllLines(output.resolve("manifest.jsonl"))).hasSize(3);
    assertThat(resumed.err()).contains("done before         1");

    service.uploads().clear();
    assertThat(transcribe(in, "--output", output, "--resume").status()).isZero();
    assertThat(service.uploads()).isEmpty();
    assertThat(transcribe(in, "--output", output, "--resume", "--decoder=greedy").status())
        .isZero();
    assertThat(service.uploads()).hasSize(3);
  }

  @Test
  void doesNotMixWithAnEarlierRunUnasked() throws IOException {
    Path speech = recording("speech.wav", "thank you");
    transcribe(speech, "--output", output);
    CommandLineRun again = transcribe(speech, "--output", output);
    assertThat(again.status()).isEqualTo(2);
    assertThat(again.err()).contains("--resume");
  }

  @Test
  void aDryRunNamesWhatIsMissingAndDoesNothing() throws IOException {
    Path first = recording("a.wav", "one");
    Path second = recording("b.wav", "two");
    transcribe(first, "--output", output);
    service.uploads().clear();
    CommandLineRun run = transcribe(first, second, "--output", output, "--resume", "--dry-run");
    assertThat(run.status()).isZero();
    assertThat(run.lines()).containsExactly(second.toString());
    assertThat(service.uploads()).isEmpty();

    Path elsewhere = folder.resolve("elsewhere");
    assertThat(transcribe(first, "--output", elsewhere, "--dry-run").lines())
        .containsExactly(first.toString());
    assertThat(elsewhere).doesNotExist();
  }

  @Test
  void anOutputFolderThatCannotBeWrittenEndsTheRun() throws IOException {
    Path speech = recording("speech.wav", "thank you");
    Path file = recording("file", "not a folder");
    CommandLineRun run = transcribe(speech, "--output", file.resolve("out"));
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("Stopped: cannot write to");
  }
}
