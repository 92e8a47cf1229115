package dev.quartzite.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NgramLanguageModelTest {
  @TempDir Path folder;

  @Nested
  class FromArpa extends NgramLanguageModelContract {
    @Override
    NgramLanguageModel store(String arpa, Path folder) throws IOException {
      return NgramLanguageModel.open(Files.writeString(folder.resolve("lm.arpa"), arpa));
    }
  }

  @Nested
  class FromGzip extends NgramLanguageModelContract {
    @Override
    NgramLanguageModel store(String arpa, Path folder) throws IOException {
      return NgramLanguageModel.open(gzip(arpa, folder.resolve("lm.arpa.gz")));
    }
  }

  @Nested
  class FromMappedFile extends NgramLanguageModelContract {
    @Override
    NgramLanguageModel store(String arpa, Path folder) throws IOException {
      return NgramLanguageModel.open(compiled(arpa, folder));
    }
  }

  @Nested
  class FromEntryOfJar extends NgramLanguageModelContract {
    @Override
    NgramLanguageModel store(String arpa, Path folder) throws IOException {
      Path compiled = compiled(arpa, folder);
      Path jar = folder.resolve("lm" + arpa.hashCode() + ".jar");
      try (FileSystem zip = FileSystems.newFileSystem(jar, Map.of("create", "true"))) {
        Files.copy(compiled, zip.getPath("lm.lm"));
      }
      try (FileSystem zip = FileSystems.newFileSystem(jar)) {
        return NgramLanguageModel.open(zip.getPath("lm.lm"));
      }
    }
  }

  private static Path compiled(String arpa, Path folder) throws IOException {
    Path target = folder.resolve("lm.lm");
    NgramCompiler.compile(Files.writeString(folder.resolve("lm.arpa"), arpa), target);
    return target;
  }

  private static Path gzip(String text, Path file) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    return file;
  }

  /** Followers of one word whose ids lie evenly, in clusters, at both ends, and nowhere. */
  @ParameterizedTest
  @ValueSource(strings = {".*[05]", "0.*|999.", "9.*", ".*", "0000", "9999", "[0-3]+|7.7.", "x"})
  void findsEveryNgramOfALongHistoryAndNoOther(String followers) throws IOException {
    List<String> words = IntStream.range(0, 10_000).mapToObj("%04d"::formatted).toList();
    List<String> following = words.stream().filter(word -> word.matches(followers)).toList();
    StringBuilder arpa = new StringBuilder("\\data\\\nngram 1=10003\n");
    arpa.append("ngram 2=").append(following.size()).append("\n\n\\1-grams:\n");
    arpa.append("-9\t<unk>\n-99\t<s>\n-9\t</s>\n");
    words.forEach(word -> arpa.append("-9\t" + word + "\t-1\n"));
    arpa.append("\n\\2-grams:\n");
    following.forEach(word -> arpa.append("-2\t5000 " + word + "\n"));
    NgramLanguageModel model = NgramLanguageModel.open(compiled(arpa + "\n\\end\\\n", folder));
    int history = LanguageModel.state(model.score(0, model.vocabulary().word("5000")));
    for (String word : words) {
      long scored = model.score(history, model.vocabulary().word(word));
      double expected = word.matches(followers) ? -2 : -1 - 9;
      assertThat(LanguageModel.logProb(scored) / Math.log(10))
          .as(word)
          .isCloseTo(expected, within(0.01));
    }
  }

  @Test
  void aModelWithoutUnknownWordGivesItTheProbabilityOfItsRarest() throws IOException {
    String arpa = SmallArpa.TEXT.replace("-2\t<unk>\n", "").replace("ngram 1=7", "ngram 1=6");
    NgramLanguageModel model = NgramLanguageModel.open(compiled(arpa, folder));
    Vocabulary vocabulary = model.vocabulary();
    assertThat(LanguageModel.logProb(model.score(0, vocabulary.unknown())))
        .isEqualTo(LanguageModel.logProb(model.score(0, vocabulary.word("ab"))));
  }

  @Test
  void aFileCutShortIsRefused() throws IOException {
    Path file = compiled(SmallArpa.TEXT, folder);
    byte[] content = Files.readAllBytes(file);
    for (int length : new int[] {8, 60, 70, content.length - 8}) {
      Files.write(file, java.util.Arrays.copyOf(content, length));
      assertThatThrownBy(() -> NgramLanguageModel.open(file))
          .isInstanceOf(LanguageModelException.class)
          .hasMessageContaining(file.toString())
          .hasMessageContaining("copy or compile it again");
    }
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> NgramLanguageModel.open(folder.resolve("none.lm")))
        .isInstanceOf(LanguageModelException.class)
        .hasMessageContaining("none.lm: there is no such file");
  }

  @Test
  void anotherVersionIsRefusedByName() throws IOException {
    Path file = change(8, 9);
    assertThatThrownBy(() -> NgramLanguageModel.open(file))
        .isInstanceOf(LanguageModelException.class)
        .hasMessageContaining("expected version 1 of the compiled form, found 9");
  }

  @Test
  void aChangedHeaderIsRefused() throws IOException {
    Path file = change(36, 77);
    assertThatThrownBy(() -> NgramLanguageModel.open(file))
        .isInstanceOf(LanguageModelException.class)
        .hasMessageContaining("checksum");
  }

  @Test
  void changedContentIsFoundWhenItIsLookedFor() throws IOException {
    NgramLanguageModel model = NgramLanguageModel.open(change(100, 77));
    assertThatThrownBy(model::verify)
        .isInstanceOf(LanguageModelException.class)
        .hasMessageContaining("checksum");
  }

  private Path change(int position, int value) throws IOException {
    Path file = compiled(SmallArpa.TEXT, folder);
    ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    content.putInt(position, value);
    return Files.write(file, content.array(), StandardOpenOption.TRUNCATE_EXISTING);
  }

  @Test
  void theModelOfNothingScoresNothing() {
    LanguageModel none = LanguageModel.none();
    assertThat(none.vocabulary().size()).isZero();
    assertThat(none.vocabulary().child(Vocabulary.ROOT, 'a')).isEqualTo(Vocabulary.NONE);
    assertThat(none.vocabulary().word("")).isEqualTo(Vocabulary.NONE);
    long scored = none.score(none.start(), none.vocabulary().unknown());
    assertThat(LanguageModel.logProb(scored)).isZero();
    assertThat(LanguageModel.state(scored)).isEqualTo(none.start());
  }
}
