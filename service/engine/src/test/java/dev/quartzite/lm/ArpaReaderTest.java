package dev.quartzite.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArpaReaderTest {
  @TempDir Path folder;

  @Test
  void readsNgramsInTheOrderOfTheFileWithNaturalLogarithms() throws IOException {
    try (ArpaReader arpa = ArpaReader.open(write(SmallArpa.TEXT))) {
      assertThat(arpa.counts()).containsExactly(7L, 4L, 2L);
      for (int i = 0; i < 9; i++) {
        assertThat(arpa.next()).isTrue();
      }
      assertThat(arpa.order()).isEqualTo(2);
      assertThat(arpa.words()).containsExactly("a", "b");
      assertThat(arpa.logProb()).isEqualTo((float) (-0.25 * Math.log(10)));
      assertThat(arpa.backOff()).isEqualTo((float) -Math.log(10));
      for (int i = 0; i < 4; i++) {
        assertThat(arpa.next()).isTrue();
      }
      assertThat(arpa.next()).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      textBlock =
          """
      -0.625\tb a,      -0.625\tb,        20, 2 words, "2 fields: -0.625\tb"
      -0.25\ta b,       0.25\ta b,        19, 0 or less, "0.25\ta b"
      -0.25\ta b,       x\ta b,           19, "a number, base-10 logarithm", "'x'"
      -0.25\ta b,       -0.25\ta d,       19, words that stand among the 1-grams, 'd'
      -0.03125\ta b c,  -0.03125\tb c c,  24, "the history 'b c' among the 2-grams", none
      -0.03125\ta b c,  -0.03\ta b c\t-1, 24, 3 words, 5 fields
      ngram 2=4,        ngram 2=5,        23, 5 2-grams as announced, "4 before \\3-grams:"
      ngram 2=4,        ngram 2=3,        21, 3 2-grams as announced, "one more: -0.875\tc </s>"
      ngram 2=4,        ngram 3=4,         5, the number of 2-grams, ngram 3=4
      ngram 2=4,        ngram 2=9999999999999999999, 5, \\1-grams:, ngram 2=9999999999999999999
      \\3-grams:,       \\4-grams:,       23, \\3-grams:, \\4-grams:
      \\end\\,          \\4-grams:,       27, \\end\\, \\4-grams:
      """)
  void namesLineAndExpectedAndFound(
      String right, String wrong, int line, String expected, String found) throws IOException {
    assertThat(SmallArpa.TEXT).contains(right);
    Path file = write(SmallArpa.TEXT.replace(right, wrong));
    assertThatThrownBy(() -> NgramCompiler.compile(file))
        .isInstanceOfSatisfying(
            LanguageModelException.class, e -> assertThat(e.line()).isEqualTo(line))
        .hasMessageContaining(file + ", line " + line)
        .hasMessageContaining("expected")
        .hasMessageContaining(expected)
        .hasMessageContaining("found " + found);
  }

  @Test
  void namesWhatStandsTwice() throws IOException {
    assertFault(SmallArpa.TEXT.replace("\tab\t", "\ta\t"), "each word once", "'a' again");
    assertFault(SmallArpa.TEXT.replace("\tc </s>", "\ta b"), "each 2-gram once", "'b' twice");
    assertFault(SmallArpa.TEXT.replace("\t</s>\n-0.75", "\tx\n-0.75"), "<s> and </s>", "");
  }

  @ParameterizedTest
  @CsvSource({
    "mmap lm http://kheafield.com/code format version 5, KenLM binary",
    "<!DOCTYPE html><html>, HTML page",
    "version https://git-lfs.github.com/spec/v1, Git LFS pointer",
    "PK\u0003\u0004..., zip archive",
    "BZh91AY, bzip2",
    "12\u000034, binary content",
    "hello, 'the file begins: hello'",
    "'', an empty file"
  })
  void recognisesWhatIsNoArpaFile(String content, String found) throws IOException {
    assertFault(content, "expected", found);
  }

  @Test
  void recognisesACompiledModel() throws IOException {
    Path compiled = folder.resolve("lm.lm");
    NgramCompiler.compile(write(SmallArpa.TEXT), compiled);
    assertThatThrownBy(() -> ArpaReader.open(compiled))
        .isInstanceOf(LanguageModelException.class)
        .hasMessageContaining("compiled already");
  }

  @Test
  void recognisesHalfADownload() throws IOException {
    byte[] packed = gzip(SmallArpa.TEXT);
    for (int length : new int[] {5, 20, packed.length - 20}) {
      Path file = Files.write(folder.resolve("half.gz"), Arrays.copyOf(packed, length));
      assertThatThrownBy(() -> NgramCompiler.compile(file))
          .isInstanceOf(LanguageModelException.class)
          .hasMessageContaining("half a download?");
    }
    int half = SmallArpa.TEXT.indexOf("-0.625");
    assertFault(SmallArpa.TEXT.substring(0, half), "\\end\\ at the end", "2 of 4 2-grams: half");
  }

  @Test
  void refusesTextThatIsNotUtf8() throws IOException {
    byte[] latin1 = SmallArpa.TEXT.replace("ab", "\u00e4b").getBytes(StandardCharsets.ISO_8859_1);
    Path file = Files.write(folder.resolve("latin1.arpa"), latin1);
    assertThatThrownBy(() -> NgramCompiler.compile(file))
        .isInstanceOf(LanguageModelException.class)
        .hasMessageContaining("UTF-8");
  }

  private void assertFault(String content, String expected, String found) throws IOException {
    Path file = write(content);
    assertThatThrownBy(() -> NgramCompiler.compile(file))
        .isInstanceOf(LanguageModelException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(expected)
        .hasMessageContaining(found);
  }

  private Path write(String content) throws IOException {
    return Files.writeString(folder.resolve("lm.arpa"), content);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return packed.toByteArray();
  }
}
