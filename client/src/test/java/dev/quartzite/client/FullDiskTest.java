package dev.quartzite.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The client on a file system of 160 KB, in a namespace where it may be mounted. */
@Timeout(120)
class FullDiskTest {
  private static final int FILES = 100;

  @TempDir private Path folder = Path.of("");

  @Test
  void aFullDiskStopsTheRunAndItGoesOnWhenThereIsRoom() throws Exception {
    assumeTrue(mayMount(), "skipped: this system lets nobody mount a small file system");
    Path in = Files.createDirectory(folder.resolve("in"));
    for (int i = 0; i < FILES; i++) {
      Files.writeString(in.resolve("%03d.wav".formatted(i)), "word ".repeat(500) + i);
    }
    Path mount = Files.createDirectory(folder.resolve("mount"));
    Path kept = folder.resolve("kept");
    try (LoopbackService service = new LoopbackService()) {
      String client =
          ClientProcess.command(
                  List.of(),
                  "transcribe",
                  in,
                  "--output",
                  mount,
                  "--resume",
                  "--jobs=4",
                  "--server",
                  service.address())
              .stream()
              .map(word -> "'" + word + "'")
              .collect(Collectors.joining(" "));
      String script =
          """
          mount -t tmpfs -o size=160k none '%1$s' || exit 90
          %2$s; echo "first status $?"
          mount -o remount,size=20m '%1$s' || exit 91
          %2$s; echo "second status $?"
          cp -r '%1$s' '%3$s'
          """
              .formatted(mount, client, kept);
      String output = inNamespace(script);

      assertThat(output)
          .contains("Stopped: cannot write to", "No space left", "--resume")
          .contains("first status 1", "second status 0");
      assertThat(Files.readAllLines(kept.resolve("manifest.jsonl"))).hasSize(FILES);
      for (int i = 0; i < FILES; i++) {
        assertThat(kept.resolve("%03d.wav.txt".formatted(i))).hasContent("WORD ".repeat(500) + i);
      }
      try (Stream<Path> left = Files.list(kept.resolve(".quartzite"))) {
        assertThat(left).hasSize(1);
      }
      assertThat(service.uploads())
          .as("done once, but for what was in flight")
          .hasSizeLessThan(FILES + 10);
    }
  }

  private static boolean mayMount() throws InterruptedException {
    try {
      return new ProcessBuilder("unshare", "-r", "-m", "mount", "-t", "tmpfs", "none", "/mnt")
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static String inNamespace(String script) throws IOException, InterruptedException {
    Process shell =
        new ProcessBuilder("unshare", "-r", "-m", "sh", "-c", script)
            .redirectErrorStream(true)
            .start();
    String output =
        new String(shell.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    shell.waitFor();
    return output;
  }
}
