package dev.quartzite.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartzite.audio.UnsupportedAudioException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The child process, played by shell scripts that misbehave. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FfmpegProcessTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  @TempDir private Path folder;
  private Path input;

  @BeforeEach
  void writeInput() throws IOException {
    input = Files.writeString(folder.resolve("input"), "what comes in");
  }

  @AfterEach
  void nothingStays() {
    assertThat(ProcessHandle.current().children()).isEmpty();
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().startsWith("ffmpeg-"));
  }

  @Test
  void inputIsTheFileAndOutputTheStream() throws IOException {
    try (FfmpegProcess process = run("cat", LONG)) {
      assertThat(process.readAllBytes())
          .isEqualTo("what comes in".getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void silentProcessIsGivenUpWhenPatienceEnds() {
    try (FfmpegProcess process = run("exec sleep 600", Duration.ofMillis(50))) {
      assertThatThrownBy(process::read)
          .isInstanceOfSatisfying(
              UnsupportedAudioException.class,
              e -> assertThat(e.reason()).isEqualTo(Reason.TIMED_OUT))
          .hasMessageContaining("within 0.1 s");
    }
  }

  @Test
  void patienceIsSpentByWaitingAltogether() {
    try (FfmpegProcess process =
        run("while :; do echo x; sleep 0.02; done", Duration.ofMillis(300))) {
      assertThatThrownBy(process::readAllBytes).isInstanceOf(UnsupportedAudioException.class);
    }
  }

  @Test
  void interruptEndsTheWait() throws Exception {
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Thread reader =
        new Thread(
            () -> {
              try (FfmpegProcess process = run("exec sleep 600", LONG)) {
                process.read();
              } catch (CancellationException e) {
                interrupted.complete(Thread.currentThread().isInterrupted());
              }
            });
    reader.start();
    while (reader.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    reader.interrupt();

    assertThat(interrupted.get(30, TimeUnit.SECONDS)).isTrue();
    reader.join();
  }

  @Test
  void floodOfMessagesStopsNothing() throws IOException {
    String flood = "head -c 5000000 /dev/zero | tr '\\0' 'm' >&2; echo done";
    try (FfmpegProcess process = run(flood, LONG)) {
      assertThat(new String(process.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("done\n");
    }
  }

  @Test
  void failureAfterOutputIsSaidAtTheEnd() throws IOException {
    String script = "printf abc; echo '[wav @ 0x5] [error] bad\u0007 block' >&2; exit 1";
    try (FfmpegProcess process = run(script, LONG)) {
      assertThat(process.readNBytes(3)).hasSize(3);
      assertThatThrownBy(process::read)
          .isInstanceOf(UnsupportedAudioException.class)
          .hasMessage("the recording cannot be decoded: bad? block");
    }
  }

  @Test
  void processThatCrashesIsARefusal() {
    try (FfmpegProcess process = run("kill -SEGV $$", LONG)) {
      assertThatThrownBy(process::read)
          .isInstanceOf(UnsupportedAudioException.class)
          .hasMessageContaining("damaged");
    }
  }

  @Test
  void closingWhileOutputFlowsEndsIt() {
    try (FfmpegProcess process = run("exec yes", LONG)) {
      assertThat(process.read()).isEqualTo('y');
    }
  }

  @Test
  void programThatIsNotThereIsSaid() {
    assertThatThrownBy(() -> new FfmpegProcess(List.of("/no/ffmpeg"), input, LONG))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("/no/ffmpeg");
  }

  private FfmpegProcess run(String script, Duration patience) {
    return new FfmpegProcess(List.of("/bin/sh", "-c", script), input, patience);
  }
}
