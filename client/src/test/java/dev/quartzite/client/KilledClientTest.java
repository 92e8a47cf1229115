package dev.quartzite.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartzite.client.LoopbackService.Upload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is left when the client's process ends before its work does. */
@Timeout(120)
class KilledClientTest {
  private static final int FILES = 200;
  private static final int JOBS = 4;

  @TempDir private Path folder = Path.of("");

  private Path recordings() throws IOException {
    Path in = Files.createDirectory(folder.resolve("in"));
    for (int i = 0; i < FILES; i++) {
      Files.writeString(in.resolve("%03d.wav".formatted(i)), "words of number " + i);
    }
    return in;
  }

  @Test
  void killedAtRandomMomentsItHasEachResultOnceInTheEnd() throws Exception {
    Path in = recordings();
    Path out = folder.resolve("out");
    Random random = new Random(8);
    int kills = 6;
    try (LoopbackService service = new LoopbackService()) {
      AtomicReference<@Nullable ClientProcess> victim = new AtomicReference<>();
      for (int kill = 0; kill <= kills; kill++) {
        int last = service.uploads().size() + 1 + random.nextInt(2 * FILES / kills);
        boolean finish = kill == kills;
        service.behaving(
            upload -> {
              ClientProcess client = victim.get();
              if (!finish && client != null && service.uploads().size() >= last) {
                client.kill();
              }
              return LoopbackService.heard(upload);
            });
        try (ClientProcess client =
            ClientProcess.start(
                folder,
                List.of(),
                "transcribe",
                in,
                "--output",
                out,
                "--resume",
                "--jobs",
                JOBS,
                "--server",
                service.address())) {
          victim.set(client);
          int status = client.awaitExit();
          assertThat(status).as(client.err()).isIn(0, 128 + 9);
        }
      }
      assertEachResultOnce(out);
      assertThat(service.uploads())
          .as("only what was in flight is transcribed again")
          .hasSizeLessThanOrEqualTo(FILES + kills * JOBS);
    }
  }

  private static void assertEachResultOnce(Path out) throws IOException {
    assertThat(Files.readAllLines(out.resolve("manifest.jsonl"))).hasSize(FILES);
    for (int i = 0; i < FILES; i++) {
      assertThat(out.resolve("%03d.wav.txt".formatted(i))).hasContent("WORDS OF NUMBER " + i);
    }
    try (Stream<Path> files = Files.walk(out).filter(Files::isRegularFile)) {
      assertThat(files.count()).as("files and manifest and lock").isEqualTo(FILES + 2);
    }
  }

  @Test
  void interruptedItFinishesWhatIsRunningAndSaysHowToGoOn() throws Exception {
    Path in = recordings();
    Path out = folder.resolve("out");
    try (LoopbackService service = new LoopbackService()) {
      AtomicReference<@Nullable ClientProcess> victim = new AtomicReference<>();
      service.behaving(
          upload -> {
            ClientProcess client = victim.get();
            if (client != null && service.uploads().size() >= 20) {
              client.interrupt();
            }
            return LoopbackService.heard(upload);
          });
      try (ClientProcess client =
          ClientProcess.start(
              folder,
              List.of(),
              "transcribe",
              in,
              "--output",
              out,
              "--jobs",
              JOBS,
              "--server",
              service.address())) {
        victim.set(client);
        assertThat(client.awaitExit()).isEqualTo(128 + 15);
        assertThat(client.err())
            .contains("Finishing what is running", "Stopped: interrupted", "--resume", "not done");
        List<String> manifest = Files.readAllLines(out.resolve("manifest.jsonl"));
        assertThat(manifest)
            .as("every request was finished and kept")
            .hasSameSizeAs(service.uploads())
            .hasSizeBetween(20, FILES - 1);
      }
    }
  }

  @Test
  void aRecordingLargerThanItsMemoryIsSent() throws Exception {
    Path large = folder.resolve("large.wav");
    try (var file = new java.io.RandomAccessFile(large.toFile(), "rw")) {
      file.setLength(100_000_000);
    }
    try (LoopbackService service = new LoopbackService().keepingContent(false);
        ClientProcess client =
            ClientProcess.start(
                folder,
                List.of("-Xmx16m"),
                "transcribe",
                large,
                "--output",
                folder.resolve("out"),
                "--server",
                service.address())) {
      assertThat(client.awaitExit()).as(client.err()).isZero();
      assertThat(service.uploads())
          .extracting(Upload::bytes)
          .singleElement()
          .satisfies(bytes -> assertThat(bytes).isGreaterThan(100_000_000));
    }
  }
}
