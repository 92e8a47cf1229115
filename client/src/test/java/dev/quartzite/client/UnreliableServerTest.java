package dev.quartzite.client;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quartzite.client.LoopbackService.Reply;
import dev.quartzite.client.UnreliableProxy.Fate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers and networks as they are at night. */
@Timeout(120)
class UnreliableServerTest {
  @TempDir private Path folder = Path.of("");

  private Path recordings(int count) throws IOException {
    Path in = Files.createDirectory(folder.resolve("in"));
    for (int i = 0; i < count; i++) {
      Files.writeString(in.resolve("%03d.wav".formatted(i)), "number " + i);
    }
    return in;
  }

  @Test
  void aServerThatIsKilledTwiceAndComesBackCostsNothing() throws IOException {
    int files = 120;
    Path in = recordings(files);
    Path out = folder.resolve("out");
    LoopbackService first = new LoopbackService();
    AtomicReference<Runnable> kill = new AtomicReference<>(first::close);
    int port = first.port();
    AtomicInteger heard = new AtomicInteger();
    LoopbackService.Behaviour mortal =
        upload -> {
          int number = heard.incrementAndGet();
          if (number == files / 3 || number == 2 * files / 3) {
            requireNonNull(kill.get()).run();
          }
          return LoopbackService.heard(upload);
        };
    first.behaving(mortal);
    try {
      CommandLineRun run =
          CommandLineRun.watched(
              text -> {
                if (text.startsWith("Waiting for the server")) {
                  kill.set(restarted(port).behaving(mortal)::close);
                }
              },
              "transcribe",
              in,
              "--output",
              out,
              "--jobs=4",
              "--server=localhost:" + port);
      assertThat(run.err()).containsOnlyOnce("failed              0").contains("server is back");
      assertThat(run.status()).isZero();
      assertThat(Files.readAllLines(out.resolve("manifest.jsonl"))).hasSize(files);
      assertThat(run.err().split("Waiting for the server", -1)).hasSize(3);
    } finally {
      requireNonNull(kill.get()).run();
    }
  }

  private static LoopbackService restarted(int port) {
    try {
      return new LoopbackService(port);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whateverANetworkDoesEveryRecordingIsDoneOrListedWithItsReason() throws IOException {
    int files = 40;
    Path in = recordings(files);
    Path out = folder.resolve("out");
    try (LoopbackService service = new LoopbackService();
        UnreliableProxy proxy = new UnreliableProxy(service)) {
      service.behaving(
          upload ->
              upload.content().endsWith("7")
                  ? Reply.of(422, "{\"error\":{\"message\":\"No audio stream.\"}}")
                  : LoopbackService.heard(upload));
      CommandLineRun run =
          CommandLineRun.of(
              "transcribe",
              in,
              "--output",
              out,
              "--jobs=12",
              "--timeout=1",
              "--deadline=40",
              "--server",
              proxy.address());

      assertThat(proxy.fates()).as("every fate was met").contains(Fate.values());
      List<String> manifest = Files.readAllLines(out.resolve("manifest.jsonl"));
      assertThat(manifest).hasSize(files);
      int done = 0;
      for (int i = 0; i < files; i++) {
        String name = "%03d.wav".formatted(i);
        Path transcript = out.resolve(name + ".txt");
        if (Files.exists(transcript)) {
          assertThat(transcript).hasContent("NUMBER " + i);
          assertThat(manifest).anyMatch(line -> line.contains(name + "\",\"status\":\"done"));
          done++;
        } else {
          assertThat(run.err()).contains(name + ": ");
          assertThat(manifest).anyMatch(line -> line.contains(name + "\",\"status\":\"failed"));
        }
      }
      assertThat(done).isGreaterThan(files / 2);
      assertThat(run.status()).isEqualTo(1);
    }
  }
}
