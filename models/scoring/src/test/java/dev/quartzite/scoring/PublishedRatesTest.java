package dev.quartzite.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** NeMo's transcripts of the reference recordings, scored here and by jiwer 4.0.0 (Python). */
class PublishedRatesTest {
  @ParameterizedTest
  @CsvSource({
    "librispeech-test-clean-200,  4.3696, 192, 1.2743, 303",
    "librispeech-test-other-100, 11.2579, 213, 4.3684, 433",
    "common-voice-en-100,        11.8478, 109, 4.1165, 219",
    "an4-test-130,               13.0660, 101, 3.6257,  93"
  })
  void agreesWithJiwer(
      String set, double wordRate, long wordErrors, double characterRate, long characterErrors)
      throws IOException {
    ErrorCounts words = ErrorCounts.ZERO;
    ErrorCounts characters = ErrorCounts.ZERO;
    for (String line : Files.readAllLines(shared("speech/" + set + ".tsv"))) {
      List<String> fields = List.of(line.split("\t", -1));
      words = words.plus(ErrorCounts.words(fields.get(2), fields.get(3)));
      characters = characters.plus(ErrorCounts.characters(fields.get(2), fields.get(3)));
    }
    assertThat(100 * words.rate()).isCloseTo(wordRate, within(0.0001));
    assertThat(words.errors()).isEqualTo(wordErrors);
    assertThat(100 * characters.rate()).isCloseTo(characterRate, within(0.0001));
    assertThat(characters.errors()).isEqualTo(characterErrors);
  }

  /** A file of the reference data beside the checkout; without it the test is skipped. */
  private static Path shared(String relative) {
    String property = System.getProperty("quartzite.shared");
    Stream<Path> roots =
        property != null
            ? Stream.of(Path.of(property))
            : Stream.iterate(Path.of("").toAbsolutePath(), p -> p != null, Path::getParent)
                .map(folder -> folder.resolve("shared"));
    Path file =
        roots.map(root -> root.resolve(relative)).filter(Files::exists).findFirst().orElse(null);
    Assumptions.assumeTrue(
        file != null, "skipped: no reference data (folder shared beside the checkout)");
    return file;
  }
}
