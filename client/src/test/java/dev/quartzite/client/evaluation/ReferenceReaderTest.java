package dev.quartzite.client.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceReaderTest {
  @TempDir private Path folder = Path.of("");

  private Path file(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  private static String text(References references, String recording) {
    return references.find(recording).map(Reference::text).orElse("nothing");
  }

  @Test
  void readsPlainTablesWithAndWithoutSeconds() throws IOException {
    References with = ReferenceReader.read(file("a.tsv", "1-2-3\t4.1\tgood morning\tgod\n"));
    assertThat(text(with, "clips/1-2-3.flac")).isEqualTo("good morning");
    References without = ReferenceReader.read(file("b.tsv", "a.wav\tthank you\nb.wav\t\n"));
    assertThat(text(without, "a.wav")).isEqualTo("thank you");
    assertThat(text(without, "b.wav")).isEmpty();
  }

  @Test
  void readsTablesWithAHeading() throws IOException {
    References references =
        ReferenceReader.read(
            file("cv.tsv", "client_id\tpath\tsentence\tage\nxyz\tcv_1.mp3\tGood morning.\t\n"));
    Reference reference = references.find("clips/cv_1.mp3").orElseThrow();
    assertThat(reference).isEqualTo(new Reference("cv_1.mp3", "Good morning.", Optional.of("xyz")));
  }

  @Test
  void readsJsonLines() throws IOException {
    References references =
        ReferenceReader.read(
            file(
                "nemo.jsonl",
                """
                {"audio_filepath": "/data/a.wav", "duration": 1.5, "text": "one", "speaker": 7}
                {"file": "b.wav", "text": "two"}
                """));
    assertThat(references.find("a.wav").orElseThrow().speaker()).contains("7");
    assertThat(text(references, "b.wav")).isEqualTo("two");
  }

  @Test
  void readsFoldersOfTexts() throws IOException {
    file("refs/x/a.txt", "one\n");
    file("refs/x/b.wav.txt", "two");
    file("refs/84/121/84-121.trans.txt", "84-121-0000 GO DO YOU HEAR\n84-121-0001\n");
    References references = ReferenceReader.read(folder.resolve("refs"));
    assertThat(text(references, "x/a.wav")).isEqualTo("one");
    assertThat(text(references, "x/b.wav")).isEqualTo("two");
    assertThat(text(references, "84/121/84-121-0000.flac")).isEqualTo("GO DO YOU HEAR");
    assertThat(text(references, "84-121-0001.flac")).isEmpty();
    assertThat(references.size()).isEqualTo(4);
  }

  @Test
  void aNameThatTwoReferencesHaveFindsNeitherUnlessThePathTells() throws IOException {
    file("refs/x/a.txt", "one");
    file("refs/y/a.txt", "two");
    References references = ReferenceReader.read(folder.resolve("refs"));
    assertThat(text(references, "y/a.wav")).isEqualTo("two");
    assertThat(references.find("a.wav")).isEmpty();
  }

  @Test
  void identifiersMayContainDots() throws IOException {
    References references = ReferenceReader.read(file("a.tsv", "talk.v2\tone\ntalk.v3\ttwo\n"));
    assertThat(text(references, "talk.v2.wav")).isEqualTo("one");
    assertThat(text(references, "talk.v3.wav")).isEqualTo("two");
  }

  @Test
  void findsSpeakersInIdentifiers() throws IOException {
    References references =
        ReferenceReader.read(file("a.tsv", "84-121-0000\tone\nother\ttwo\n"))
            .withSpeakers(Pattern.compile("^(\\d+)-"));
    assertThat(references.find("84-121-0000").orElseThrow().speaker()).contains("84");
    assertThat(references.find("other").orElseThrow().speaker()).isEmpty();
  }

  @Test
  void namesTheLineThatIsNoReference() throws IOException {
    Path table = file("a.tsv", "a\tone\nb\n");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReferenceReader.read(table))
        .withMessageContaining("a.tsv, line 2")
        .withMessageContaining("'b'");
    Path json = file("a.jsonl", "{\"file\": \"a.wav\"}\n");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReferenceReader.read(json))
        .withMessageContaining("a.jsonl, line 1");
  }
}
