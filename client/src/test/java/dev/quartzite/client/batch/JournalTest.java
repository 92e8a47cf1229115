package dev.quartzite.client.batch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quartzite.client.batch.JournalEntry.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  @TempDir private Path folder = Path.of("");
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("manifest.jsonl");
  }

  private static JournalEntry done(String name, String hash) {
    return new JournalEntry(
        name, "done", "text of " + name, null, 1.5, 0.5, List.of(name + ".txt"), hash, "s");
  }

  private static JournalEntry failed(String name) {
    return new JournalEntry(name, "failed", null, "not audio", null, null, null, null, "s");
  }

  private void append(JournalEntry... entries) throws IOException {
    try (Journal journal = Journal.open(file)) {
      for (JournalEntry entry : entries) {
        journal.append(entry);
      }
    }
  }

  private boolean isDone(String name, String hash, String settings) throws IOException {
    try (Journal journal = Journal.open(file)) {
      return journal.isDone(name, new Version(hash, settings));
    }
  }

  @Test
  void rememberesWhatIsDoneInWhichVersion() throws IOException {
    append(done("a.wav", "h1"), failed("b.wav"));
    assertThat(isDone("a.wav", "h1", "s")).isTrue();
    assertThat(isDone("a.wav", "h2", "s")).isFalse();
    assertThat(isDone("a.wav", "h1", "t")).isFalse();
    assertThat(isDone("b.wav", "h1", "s")).isFalse();
    assertThat(isDone("c.wav", "h1", "s")).isFalse();
  }

  @Test
  void theLastLineAboutARecordingHolds() throws IOException {
    append(done("a.wav", "h1"), failed("a.wav"), failed("b.wav"), done("b.wav", "h1"));
    assertThat(isDone("a.wav", "h1", "s")).isFalse();
    assertThat(isDone("b.wav", "h1", "s")).isTrue();
  }

  @Test
  void cutsOffWhatACrashLeftOfALine() throws IOException {
    append(done("a.wav", "h1"));
    Files.writeString(file, "{\"file\":\"b.wav\",\"status\":\"do", StandardOpenOption.APPEND);
    append(done("c.wav", "h1"));
    assertThat(isDone("a.wav", "h1", "s")).isTrue();
    assertThat(isDone("c.wav", "h1", "s")).isTrue();
    assertThat(Files.readAllLines(file)).hasSize(2).noneMatch(line -> line.contains("b.wav"));
  }

  @Test
  void survivesGarbageThatLostPowerLeaves() throws IOException {
    append(done("a.wav", "h1"));
    Files.writeString(
        file, "\0\0\0\0\0\nnull\n[]\n\u00ff\u00fe\n", ISO_8859_1, StandardOpenOption.APPEND);
    append(done("b.wav", "h1"));
    assertThat(isDone("a.wav", "h1", "s")).isTrue();
    assertThat(isDone("b.wav", "h1", "s")).isTrue();
  }

  @Test
  void compactionLeavesTheLastLineOfEachRecordingInOrder() throws IOException {
    append(failed("a.wav"), done("b.wav", "h1"), done("a.wav", "h1"), done("b.wav", "h2"));
    Files.writeString(file, "garbage\n", StandardOpenOption.APPEND);
    try (Journal journal = Journal.open(file)) {
      journal.append(failed("c.wav"));
      journal.compact(new OutputFiles(folder.resolve("private")));
    }
    assertThat(Files.readAllLines(file))
        .extracting(line -> Journal.parse(line).orElseThrow())
        .containsExactly(done("a.wav", "h1"), done("b.wav", "h2"), failed("c.wav"));
    assertThat(folder.resolve("private")).isEmptyDirectory();
  }
}
