package dev.quartzite.client.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartzite.client.batch.RecordingFinder.Found;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingFinderTest {
  @TempDir private Path folder = Path.of("");

  private void create(String... names) throws IOException {
    for (String name : names) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, name);
    }
  }

  private Found find(boolean recursive, List<String> include, String... paths) {
    return new RecordingFinder(recursive, include, Set.of(folder.resolve("out")))
        .find(Stream.of(paths).map(folder::resolve).toList());
  }

  private static List<String> names(Found found) {
    return found.recordings().stream().map(Recording::name).toList();
  }

  @Test
  void findsRecordingsOfAFolderInOrderOfTheirNames() throws IOException {
    create("c.wav", "a.MP3", "notes.txt", "b.flac", "deep/d.wav", ".hidden.wav", "wav");
    assertThat(names(find(false, List.of(), ""))).containsExactly("a.MP3", "b.flac", "c.wav");
  }

  @Test
  void walksTheTreeIfAskedTo() throws IOException {
    create("b/2.wav", "b/1.wav", "a.wav", "c.wav", "out/x.wav", ".git/y.wav");
    assertThat(names(find(true, List.of(), "")))
        .containsExactly("a.wav", "b/1.wav", "b/2.wav", "c.wav");
  }

  @Test
  void patternsReplaceTheUsualExtensions() throws IOException {
    create("a.raw", "b.wav", "one/c.wav", "two/d.wav");
    assertThat(names(find(true, List.of("*.raw", "two/*"), "")))
        .containsExactly("a.raw", "two/d.wav");
  }

  @Test
  void takesNamedFilesWhateverTheirExtension() throws IOException {
    create("x/voice.dat", "x/y/z.wav");
    assertThat(names(find(false, List.of(), "x/y/z.wav", "x/voice.dat")))
        .containsExactly("y/z.wav", "voice.dat");
  }

  @Test
  void namesBeginBelowTheDeepestFolderOfAllInputsSoThatTheyNeverCollide() throws IOException {
    create("in/1/a.wav", "in/2/a.wav");
    assertThat(names(find(false, List.of(), "in/1", "in/2"))).containsExactly("1/a.wav", "2/a.wav");
    assertThat(names(find(false, List.of(), "in/1"))).containsExactly("a.wav");
  }

  @Test
  void findsEachFileOnce() throws IOException {
    create("a.wav");
    assertThat(names(find(false, List.of(), "", "a.wav", "./a.wav"))).containsExactly("a.wav");
  }

  @Test
  void endsInCirclesOfLinks() throws IOException {
    create("in/a.wav");
    Files.createSymbolicLink(folder.resolve("in/loop"), folder.resolve("in"));
    assertThat(names(find(true, List.of(), "in"))).containsExactly("a.wav");
  }

  @Test
  void listsWhatIsNotThere() throws IOException {
    create("a.wav");
    Found found = find(false, List.of(), "a.wav", "b.wav");
    assertThat(names(found)).containsExactly("a.wav");
    assertThat(found.unreadable())
        .singleElement()
        .satisfies(
            failed -> {
              assertThat(failed.recording().name()).isEqualTo("b.wav");
              assertThat(failed.reason()).isEqualTo("there is no such file");
            });
  }
}
