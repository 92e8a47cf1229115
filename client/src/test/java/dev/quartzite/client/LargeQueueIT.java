package dev.quartzite.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * More recordings than a small heap would hold if each cost much. An archive's worth is {@code
 * -Dqueue.files=100000 -Dqueue.megabytes=256}.
 */
class LargeQueueIT {
  private static final int FILES = Integer.getInteger("queue.files", 4_000);
  private static final int MEGABYTES = Integer.getInteger("queue.megabytes", 24);

  @TempDir private Path folder = Path.of("");

  @Test
  void aLargeQueueFitsIntoASmallHeapAndSoDoesItsJournal() throws Exception {
    Path in = folder.resolve("a folder with a name as long as those of archives are/in");
    for (int i = 0; i < FILES; i++) {
      Path recording = in.resolve("%04d/recording-%06d.wav".formatted(i / 1000, i));
      Files.createDirectories(recording.getParent());
      Files.writeString(recording, "words of number " + i);
    }
    try (LoopbackService service = new LoopbackService()) {
      String first = run(in, service);
      assertThat(first).containsPattern("done +%,d ".formatted(FILES));
      assertThat(service.uploads()).hasSize(FILES);

      String second = run(in, service);
      assertThat(second).containsPattern("done before +%,d".formatted(FILES));
      assertThat(service.uploads()).as("nothing is uploaded again").hasSize(FILES);
    }
    assertThat(Files.readAllLines(folder.resolve("out/manifest.jsonl"))).hasSize(FILES);
  }

  /** Runs the client, prints how large its heap was after collections, gives its messages. */
  private String run(Path in, LoopbackService service) throws IOException, InterruptedException {
    Path log = folder.resolve("gc.log");
    List<String> jvm =
        List.of("-Xmx" + MEGABYTES + "m", "-XX:+UseSerialGC", "-Xlog:gc*:file=" + log);
    try (ClientProcess client =
        ClientProcess.start(
            folder,
            jvm,
            "transcribe",
            in,
            "--recursive",
            "--output",
            folder.resolve("out"),
            "--resume",
            "--server",
            service.address())) {
      assertThat(client.awaitExit()).as(client.err()).isZero();
      System.out.printf(
          "%,d files, heap of %d MB: largest use before a collection, %s%n",
          FILES, MEGABYTES, largest(log));
      return client.err();
    }
  }

  private static String largest(Path log) throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      return lines
          .filter(line -> line.matches(".*Pause.*\\d+M->\\d+M.*"))
          .map(line -> line.replaceFirst(".* (\\d+)M->(\\d+)M.*", "$1 MB, after it $2 MB"))
          .max(Comparator.comparingInt(text -> Integer.parseInt(text.split(" ", 2)[0])))
          .orElse("none needed");
    }
  }
}
