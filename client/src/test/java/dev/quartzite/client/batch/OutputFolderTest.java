package dev.quartzite.client.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.quartzite.client.batch.JournalEntry.Version;
import dev.quartzite.client.http.RequestFields;
import dev.quartzite.client.http.Transcription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFolderTest {
  private static final Settings TEXT = new Settings(RequestFields.NONE, Set.of(OutputFormat.TXT));

  @TempDir private Path folder = Path.of("");
  private Path output;
  private Recording recording;

  @BeforeEach
  void record() throws IOException {
    output = folder.resolve("out");
    Path file = Files.writeString(folder.resolve("a.wav"), "good morning");
    recording = new Recording(file, "talks/monday/a.wav", 12);
  }

  private void keepOne(Settings settings) throws IOException {
    try (OutputFolder store = OutputFolder.open(output, settings)) {
      Version version = store.missing(recording).orElseThrow();
      Transcription heard =
          Transcription.parse(
              "{\"text\":\"GOOD MORNING\",\"duration\":2,\"formats\":{\"srt\":\"1\"}}");
      store.keep(new Result.Done(recording, heard, Duration.ofMillis(250)), version);
    }
  }

  private boolean isMissing(Settings settings) throws IOException {
    try (OutputFolder store = OutputFolder.open(output, settings)) {
      return store.missing(recording).isPresent();
    }
  }

  @Test
  void mirrorsTheTreeAndTellsOfItInTheManifest() throws IOException {
    keepOne(new Settings(RequestFields.NONE, Set.of(OutputFormat.SRT, OutputFormat.TXT)));
    assertThat(output.resolve("talks/monday/a.wav.txt")).hasContent("GOOD MORNING");
    assertThat(output.resolve("talks/monday/a.wav.srt")).exists();
    assertThat(Journal.parse(Files.readString(output.resolve("manifest.jsonl"))).orElseThrow())
        .satisfies(
            entry -> {
              assertThat(entry.file()).isEqualTo("talks/monday/a.wav");
              assertThat(entry.text()).isEqualTo("GOOD MORNING");
              assertThat(entry.duration()).isEqualTo(2.0);
              assertThat(entry.elapsed()).isEqualTo(0.25);
              assertThat(entry.outputs())
                  .containsExactly("talks/monday/a.wav.txt", "talks/monday/a.wav.srt");
            });
  }

  @Test
  void whatIsDoneIsNotMissing() throws IOException {
    assertThat(isMissing(TEXT)).isTrue();
    keepOne(TEXT);
    assertThat(isMissing(TEXT)).isFalse();
  }

  @Test
  void aChangedRecordingIsMissingEvenWithTheSameSizeAndTime() throws IOException {
    keepOne(TEXT);
    var modified = Files.getLastModifiedTime(recording.path());
    Files.writeString(recording.path(), "good evening");
    Files.setLastModifiedTime(recording.path(), modified);
    assertThat(isMissing(TEXT)).isTrue();
  }

  @Test
  void changedSettingsMakeItMissing() throws IOException {
    keepOne(TEXT);
    RequestFields beam = RequestFields.NONE.with("decoder", "beam");
    assertThat(isMissing(new Settings(beam, Set.of(OutputFormat.TXT)))).isTrue();
    assertThat(isMissing(new Settings(RequestFields.NONE, Set.of(OutputFormat.VTT)))).isTrue();
  }

  @Test
  void aDeletedOutputMakesItMissing() throws IOException {
    keepOne(TEXT);
    Files.delete(output.resolve("talks/monday/a.wav.txt"));
    assertThat(isMissing(TEXT)).isTrue();
  }

  @Test
  void oneRunAtATimeHasTheFolder() {
    try (OutputFolder first = OutputFolder.open(output, TEXT)) {
      assertThat(first).isNotNull();
      assertThatExceptionOfType(OutputException.class)
          .isThrownBy(() -> OutputFolder.open(output, TEXT))
          .withMessageContaining("another run is writing to");
    }
    OutputFolder.open(output, TEXT).close();
  }

  @Test
  void removesWhatAKilledProcessHadNotFinished() throws IOException {
    keepOne(TEXT);
    Path left = Files.writeString(output.resolve(".quartzite/7.part"), "GOOD MOR");
    OutputFolder.open(output, TEXT).close();
    assertThat(left).doesNotExist();
  }

  @Test
  void aFileThatCannotBeWrittenIsNamedAndNothingOfItIsLeft() throws IOException {
    Files.createDirectories(output);
    Files.writeString(output.resolve("talks"), "a file where a folder should be");
    assertThatExceptionOfType(OutputException.class)
        .isThrownBy(() -> keepOne(TEXT))
        .withMessageContaining("a.wav.txt");
    try (Stream<Path> files = Files.list(output.resolve(".quartzite"))) {
      assertThat(files.map(Path::getFileName).map(Path::toString)).containsExactly("lock");
    }
    assertThat(output.resolve("manifest.jsonl")).isEmptyFile();
  }
}
