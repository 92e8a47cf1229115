package dev.quartzite.client;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.MICROSECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quartzite.client.batch.JournalEntry;
import dev.quartzite.client.batch.Manifest;
import dev.quartzite.client.http.RequestFields;
import dev.quartzite.client.http.TranscriptionClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The client before the real service, and what may happen in a night. A whole one has {@code
 * -Dovernight.files=2000 -Dovernight.kills=20}.
 */
class OvernightIT {
  private static final int FILES = Integer.getInteger("overnight.files", 120);
  private static final int KILLS = Integer.getInteger("overnight.kills", 4);
  private static final int JOBS = 6;

  /** From an upload until its result is on the disk it takes less. */
  private static final int LATEST_MICROS = 60_000;

  @TempDir private static Path folder = Path.of("");
  private static @Nullable RealService service;
  private static Map<String, String> expected = Map.of();

  /** A moment at which the client was killed: what had been uploaded until then, what was done. */
  private record Kill(int uploads, Set<String> done) {}

  @BeforeAll
  static void prepare() throws IOException, InterruptedException {
    ShortRecordings.write(in(), FILES);
    service = RealService.start(Files.createDirectory(folder.resolve("temporary")));
    TranscriptionClient client = new TranscriptionClient(service().address(), Optional.empty());
    Map<String, String> texts = new TreeMap<>();
    for (int i = 0; i < FILES; i++) {
      String name = ShortRecordings.name(i);
      Path recording = in().resolve(name);
      texts.put(
          name, client.transcribe(recording, RequestFields.NONE, Duration.ofMinutes(1)).text());
    }
    expected = texts;
  }

  @AfterAll
  static void end() {
    if (service != null) {
      service.close();
    }
  }

  private static RealService service() {
    return requireNonNull(service);
  }

  private static Path in() {
    return folder.resolve("in");
  }

  @Test
  void killedAtRandomMomentsItDoesNothingTwiceAndAllRight() throws Exception {
    Path out = folder.resolve("killed");
    Random random = new Random(FILES);
    List<Kill> kills = new ArrayList<>();
    try (CountingProxy proxy = new CountingProxy(service().address())) {
      for (int left = KILLS; left > 0; left--) {
        int share = 2 * (FILES - done(out).size()) / (left + 1);
        int last = proxy.uploads().size() + 1 + random.nextInt(Math.max(1, share));
        int micros = random.nextInt(LATEST_MICROS);
        try (ClientProcess client = client(out, proxy)) {
          proxy.whenUploaded(
              count -> {
                if (count == last) {
                  CompletableFuture.delayedExecutor(micros, MICROSECONDS).execute(client::kill);
                }
              });
          assertThat(client.awaitExit()).as(client.err()).isIn(0, 128 + 9);
        }
        kills.add(new Kill(proxy.uploads().size(), done(out)));
      }
      try (ClientProcess client = client(out, proxy)) {
        assertThat(client.awaitExit()).as(client.err()).isZero();
      }
      assertNothingTwice(proxy.uploads(), kills);
    }
    assertEachResultOnce(out);
  }

  private static ClientProcess client(Path out, CountingProxy proxy) throws IOException {
    return ClientProcess.start(
        folder,
        List.of(),
        "transcribe",
        in(),
        "--recursive",
        "--output",
        out,
        "--format=txt,json",
        "--resume",
        "--jobs",
        JOBS,
        "--server",
        proxy.address());
  }

  /** File names of the recordings of which the manifest says that they are done. */
  private static Set<String> done(Path out) throws IOException {
    Path manifest = out.resolve("manifest.jsonl");
    return Files.exists(manifest)
        ? Manifest.read(manifest).values().stream()
            .filter(entry -> entry.text() != null)
            .map(entry -> entry.file().substring(entry.file().lastIndexOf('/') + 1))
            .collect(Collectors.toSet())
        : Set.of();
  }

  private static void assertNothingTwice(List<String> uploads, List<Kill> kills) {
    for (Kill kill : kills) {
      assertThat(uploads.subList(kill.uploads(), uploads.size()))
          .as("uploads after a kill at upload %d", kill.uploads())
          .doesNotContainAnyElementsOf(kill.done());
    }
    assertThat(uploads).hasSizeBetween(FILES, FILES + KILLS * JOBS);
    System.out.printf(
        "%d recordings, killed at uploads %s: %d uploads%n",
        FILES, kills.stream().map(Kill::uploads).toList(), uploads.size());
  }

  private static void assertEachResultOnce(Path out) throws IOException {
    List<String> lines = Files.readAllLines(out.resolve("manifest.jsonl"));
    assertThat(lines).hasSize(FILES);
    Map<String, JournalEntry> entries = Manifest.read(out.resolve("manifest.jsonl"));
    for (Map.Entry<String, String> right : expected.entrySet()) {
      String name = right.getKey();
      assertThat(entries.get(name)).extracting(JournalEntry::text).isEqualTo(right.getValue());
      assertThat(Files.readString(out.resolve(name + ".txt"))).isEqualTo(right.getValue() + "\n");
      assertThat(out.resolve(name + ".json")).content().contains("\"" + right.getValue() + "\"");
    }
    try (Stream<Path> files = Files.walk(out).filter(Files::isRegularFile)) {
      assertThat(files.count()).as("results, manifest and lock").isEqualTo(2L * FILES + 2);
    }
  }

  @Test
  void aServiceThatIsKilledTwiceCostsNoRecording() throws IOException {
    Path out = folder.resolve("restarted");
    AtomicInteger results = new AtomicInteger();
    List<CompletableFuture<Void>> restarts = new ArrayList<>();
    CommandLineRun run =
        CommandLineRun.watched(
            text -> {
              if (text.startsWith("{\"file\":")) {
                int number = results.incrementAndGet();
                if (number == FILES / 3 || number == 2 * FILES / 3) {
                  restarts.add(CompletableFuture.runAsync(service()::killAndRestart));
                }
              }
            },
            "transcribe",
            in(),
            "--recursive",
            "--output",
            out,
            "--format=txt,json",
            "--json",
            "--server",
            service().address());

    restarts.forEach(CompletableFuture::join);
    assertThat(restarts).hasSize(2);
    assertThat(run.err()).containsOnlyOnce("failed              0").contains("server is back");
    assertThat(run.status()).isZero();
    assertEachResultOnce(out);
  }
}
