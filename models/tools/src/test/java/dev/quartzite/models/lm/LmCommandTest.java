package dev.quartzite.models.lm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartzite.ModelDirectory;
import dev.quartzite.ProjectModels;
import dev.quartzite.lm.NgramLanguageModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class LmCommandTest {
  private static final String TEXT = "a b c\na b\nb c a\n";

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void buildsCompilesAndMeasures() throws IOException {
    assertThat(run(TEXT, "build", "--order", "2", "--prune", "0,1")).isZero();
    Path arpa = Files.writeString(folder.resolve("mine.arpa"), out.toString());
    assertThat(err.toString()).contains("too small to estimate discounts of order 2");

    assertThat(run("", "compile", arpa.toString())).isZero();
    Path compiled = folder.resolve("mine.lm");
    assertThat(NgramLanguageModel.open(compiled).count(1)).isEqualTo(6);

    out.getBuffer().setLength(0);
    assertThat(run("a d\n", "perplexity", compiled.toString())).isZero();
    assertThat(out.toString())
        .contains("1 sentences, 2 words, 1 of them unknown (50.00 %)")
        .containsPattern("perplexity \\d+\\.\\d\\d, without the unknown words \\d+\\.\\d\\d");
  }

  @Test
  void perplexityIsTheInverseGeometricMean() {
    Perplexity perplexity = new Perplexity(NgramLanguageModel.open(uniform()));
    perplexity.add("a a a");
    assertThat(perplexity.ofAll()).isCloseTo(10, org.assertj.core.data.Offset.offset(0.05));
  }

  private Path uniform() {
    String arpa =
        """
        \\data\\
        ngram 1=4
        \\1-grams:
        -2\t<unk>
        -99\t<s>
        -1\t</s>
        -1\ta
        \\end\\
        """;
    try {
      return Files.writeString(folder.resolve("uniform.arpa"), arpa);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void attachesToAModelDirectory() throws IOException {
    Path directory = folder.resolve("model");
    Files.createDirectory(directory);
    try (Stream<Path> files = Files.list(ProjectModels.embedded())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, directory.resolve(file.getFileName()));
      }
    }
    assertThat(run("", "compile", uniform().toString(), "--attach", directory.toString())).isZero();
    ModelDirectory model = ModelDirectory.open(directory);
    assertThat(model.manifest().decoding().languageModels().get(0).id()).isEqualTo("uniform");
    assertThat(model.manifest().checksums()).containsKey("uniform.lm");
  }

  @Test
  void wrongUsageIsExplained() {
    assertThat(run(TEXT, "build", "--order", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("--order is 1 to 9, not 0");
    assertThat(run(TEXT, "build", "--prune", "1,0")).isEqualTo(2);
    assertThat(err.toString()).contains("--prune begins with 0 and does not fall");
    assertThat(run("", "compile", "x.arpa", "--id", "../x")).isEqualTo(2);
    assertThat(err.toString()).contains("an id has letters");
    assertThat(run("", "compile", "none.arpa")).isEqualTo(2);
    assertThat(err.toString()).contains("'none' cannot be one");
    assertThat(run("")).isEqualTo(2);
  }

  private int run(String input, String... arguments) {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
    try {
      return new CommandLine(new LmCommand())
          .setOut(new PrintWriter(out))
          .setErr(new PrintWriter(err))
          .execute(arguments);
    } finally {
      System.setIn(before);
    }
  }
}
