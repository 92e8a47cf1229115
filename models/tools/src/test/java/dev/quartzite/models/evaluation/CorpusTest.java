package dev.quartzite.models.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.quartzite.acoustic.ModelException;
import dev.quartzite.models.evaluation.Corpus.Utterance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusTest {
  @TempDir Path folder;
  private Path list;

  @BeforeEach
  void recordings() throws IOException {
    list = folder.resolve("set.tsv");
    Files.createDirectory(folder.resolve("set"));
    Files.createFile(folder.resolve("set/a.flac"));
    Files.createFile(folder.resolve("set/b.wav"));
  }

  @Test
  void linesHaveANamePerhapsALengthAndAText() throws IOException {
    Files.writeString(list, "a\t1.5\tone two\tignored\n\nb.wav\t3 4\n");
    assertThat(Corpus.read(list).utterances())
        .containsExactly(
            new Utterance("a", folder.resolve("set/a.flac"), "one two"),
            new Utterance("b.wav", folder.resolve("set/b.wav"), "3 4"));
  }

  @Test
  void halvesTakeTurns() throws IOException {
    Files.writeString(list, "a\tone\nb\ttwo\na\tthree\n");
    Corpus corpus = Corpus.read(list);
    assertThat(corpus.half(0).utterances())
        .extracting(Utterance::reference)
        .containsExactly("one", "three");
    assertThat(corpus.half(1).utterances()).extracting(Utterance::reference).containsExactly("two");
  }

  @Test
  void aWrongLineIsNamed() throws IOException {
    Files.writeString(list, "a\tone\nmissing\ttwo\n");
    assertRefused("line 2 of " + list + ": there is no recording 'missing'");
    Files.writeString(list, "a one\n");
    assertRefused("line 1 of " + list + ": expected a recording's name, a tab and its text");
  }

  private void assertRefused(String message) {
    assertThatExceptionOfType(ModelException.class)
        .isThrownBy(() -> Corpus.read(list))
        .withMessageContaining(message);
  }
}
