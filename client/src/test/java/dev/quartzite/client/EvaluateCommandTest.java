package dev.quartzite.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EvaluateCommandTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path folder = Path.of("");
  private Path in;
  private Path references;

  @BeforeEach
  void record() throws IOException {
    in = Files.createDirectory(folder.resolve("in"));
    Files.writeString(in.resolve("7-a.wav"), "good morning");
    Files.writeString(in.resolve("7-b.wav"), "thank you all");
    references =
        Files.writeString(folder.resolve("refs.tsv"), "7-a\tGood morning!\n7-b\tThank you.\n");
  }

  @Test
  void transcribesAndCompares() throws IOException {
    Path html = folder.resolve("report.html");
    try (LoopbackService service = new LoopbackService()) {
      CommandLineRun run =
          CommandLineRun.of(
              "evaluate",
              in,
              "--references",
              references,
              "--html",
              html,
              "--quiet",
              "--speaker=^([0-9]+)-",
              "--server",
              service.address());
      assertThat(run.status()).as(run.err()).isZero();
      assertThat(run.lines())
          .anyMatch(line -> line.matches("words +25\\.00 % .*"))
          .anyMatch(line -> line.matches("7 +25\\.00 % .*"))
          .contains("thank you [+all]");
      assertThat(html).content().contains("<ins>all</ins>");
    }
  }

  @Test
  void doesNotTranscribeAgainWhatIsInTheOutputFolder() throws IOException {
    Path out = folder.resolve("out");
    try (LoopbackService service = new LoopbackService()) {
      for (int i = 0; i < 2; i++) {
        CommandLineRun run =
            CommandLineRun.of(
                "evaluate",
                in,
                "--references",
                references,
                "--output",
                out,
                "--server",
                service.address());
        assertThat(run.lines()).contains("2 utterances, normalisation letters-and-apostrophes");
      }
      assertThat(service.uploads()).hasSize(2);
    }
    CommandLineRun later =
        CommandLineRun.of(
            "evaluate", "--manifest", out.resolve("manifest.jsonl"), "--references", references);
    assertThat(later.lines()).contains("2 utterances, normalisation letters-and-apostrophes");
  }

  @Test
  void saysWhatIsNotCompared() throws IOException {
    Path manifest =
        Files.writeString(
            folder.resolve("manifest.jsonl"),
            """
            {"file":"7-a.wav","status":"done","text":"good morning"}
            {"file":"7-b.wav","status":"failed","error":"not audio"}
            {"file":"7-c.wav","status":"done","text":"hello"}
            """);
    CommandLineRun run =
        CommandLineRun.of("evaluate", "--manifest", manifest, "--references", references);
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("7-b.wav: not audio").contains("Left out, without reference: 1");
    assertThat(run.lines()).contains("1 utterances, normalisation letters-and-apostrophes");
  }

  @Test
  void wrongUsageIsStatusTwo() {
    assertThat(CommandLineRun.of("evaluate", in).status()).isEqualTo(2);
    assertThat(CommandLineRun.of("evaluate", "--references", references).err())
        .contains("Either recordings or a --manifest");
    assertThat(
            CommandLineRun.of("evaluate", in, "--references", folder.resolve("none.tsv")).status())
        .isEqualTo(2);
    assertThat(
            CommandLineRun.of("evaluate", in, "--references", references, "--normalization=all")
                .err())
        .contains("none, lower-case, letters-and-apostrophes");
  }

  /** NeMo's transcripts of the reference recordings, scored here and by jiwer 4.0.0 (Python). */
  @ParameterizedTest
  @CsvSource({
    "librispeech-test-clean-200, 0.043696, 0.012743",
    "librispeech-test-other-100, 0.112579, 0.043684",
    "common-voice-en-100,        0.118478, 0.041165",
    "an4-test-130,               0.130660, 0.036257"
  })
  void agreesWithJiwer(String set, double wordRate, double characterRate) throws IOException {
    Path table = shared("speech/" + set + ".tsv");
    List<String> manifest = new ArrayList<>();
    for (String line : Files.readAllLines(table)) {
      String[] cells = line.split("\t", -1);
      manifest.add(
          JSON.createObjectNode()
              .put("file", set + "/" + cells[0] + ".flac")
              .put("status", "done")
              .put("text", cells[3])
              .toString());
    }
    Path file = Files.write(folder.resolve("manifest.jsonl"), manifest);
    CommandLineRun run =
        CommandLineRun.of(
            "evaluate",
            "--manifest",
            file,
            "--references",
            table,
            "--normalization=none",
            "--json");
    assertThat(run.status()).as(run.err()).isZero();
    JsonNode report = JSON.readTree(run.out());
    assertThat(report.at("/utterances").asInt()).isEqualTo(manifest.size());
    assertThat(report.at("/words/rate").asDouble()).isCloseTo(wordRate, within(0.000001));
    assertThat(report.at("/characters/rate").asDouble()).isCloseTo(characterRate, within(0.000001));
  }

  /** A file of the reference data beside the checkout; without it the test is skipped. */
  private static Path shared(String relative) {
    String property = System.getProperty("quartzite.shared");
    Stream<Path> roots =
        property != null
            ? Stream.of(Path.of(property))
            : Stream.iterate(Path.of("").toAbsolutePath(), p -> p != null, Path::getParent)
                .map(parent -> parent.resolve("shared"));
    Path file =
        roots.map(root -> root.resolve(relative)).filter(Files::exists).findFirst().orElse(null);
    Assumptions.assumeTrue(
        file != null, "skipped: no reference data (folder shared beside the checkout)");
    return file;
  }
}
