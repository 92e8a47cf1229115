package dev.quartzite.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class WatchCommandTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void transcribesWhatIsThereAndWhatArrivesUntilItIsInterrupted() throws Exception {
    Path inbox = Files.createDirectory(folder.resolve("inbox"));
    Path out = folder.resolve("out");
    Files.writeString(inbox.resolve("first.wav"), "first");
    CountDownLatch firstHeard = new CountDownLatch(1);
    CountDownLatch secondHeard = new CountDownLatch(1);
    try (LoopbackService service = new LoopbackService()) {
      service.behaving(
          upload -> {
            (upload.content().equals("first") ? firstHeard : secondHeard).countDown();
            return LoopbackService.heard(upload);
          });
      try (ClientProcess client =
          ClientProcess.start(
              folder,
              List.of(),
              "watch",
              inbox,
              "--output",
              out,
              "--settle=0s",
              "--server",
              service.address())) {
        firstHeard.await();
        Path elsewhere = Files.writeString(folder.resolve("second.wav"), "second");
        Files.move(elsewhere, inbox.resolve("second.wav"), StandardCopyOption.ATOMIC_MOVE);
        secondHeard.await();
        client.interrupt();
        assertThat(client.awaitExit()).isEqualTo(128 + 15);
        assertThat(client.err()).contains("first.wav: 1.0 s of audio in");
      }
      assertThat(out.resolve("first.wav.txt")).hasContent("FIRST");
      assertThat(out.resolve("second.wav.txt")).hasContent("SECOND");
      assertThat(Files.readAllLines(out.resolve("manifest.jsonl"))).hasSize(2);
    }
  }

  @Test
  void wantsAFolderToWatchAndOneToWriteTo() {
    assertThat(CommandLineRun.of("watch", folder).err()).contains("--output");
    CommandLineRun nowhere =
        CommandLineRun.of("watch", folder.resolve("none"), "--output", folder.resolve("out"));
    assertThat(nowhere.status()).isEqualTo(2);
    assertThat(nowhere.err()).contains("there is no such file");
  }
}
