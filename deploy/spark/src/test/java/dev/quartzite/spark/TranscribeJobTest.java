package dev.quartzite.spark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TranscribeJobTest {
  @TempDir private Path folder = Path.of("");
  @TempDir private static Path sparkFolder = Path.of("");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path output = Path.of("");

  @BeforeAll
  static void configure() {
    settings()
        .forEach(
            (name, value) -> {
              System.setProperty(name, value);
            });
  }

  @AfterAll
  static void forget() {
    settings().keySet().forEach(System::clearProperty);
  }

  private static Map<String, String> settings() {
    return Map.of(
        "spark.master", "local[2]",
        "spark.ui.enabled", "false",
        "spark.local.dir", sparkFolder.toString(),
        "spark.sql.shuffle.partitions", "2",
        "spark.hadoop.fs.elsewhere.impl", Elsewhere.class.getName());
  }

  @BeforeEach
  void chooseOutput() {
    output = folder.resolve("out");
  }

  private int run(Object... arguments) {
    CommandLine job = TranscribeJob.commandLine();
    job.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    List<Object> all = new ArrayList<>(List.of("--output", output, "--partition-files=3"));
    all.addAll(List.of(arguments));
    if (!all.contains("--model")) {
      all.addAll(List.of("--model", Speech.MODEL));
    }
    return job.execute(all.stream().map(Object::toString).toArray(String[]::new));
  }

  private Map<String, Row> rows() throws IOException {
    try (SparkSession spark = SparkSession.builder().getOrCreate()) {
      return spark.read().parquet(output.toString()).collectAsList().stream()
          .collect(
              Collectors.toMap(
                  row -> name(row.getAs("path")), row -> row, (a, b) -> b, TreeMap::new));
    }
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  @Test
  void rowsTellEverythingAndBadFilesTheirReason() throws IOException {
    Path in = folder.resolve("in");
    Speech.write(in, 5);
    Speech.writeWrong(in.resolve("wrong"), 4);
    assertThat(run("--input", in, "--glob=*.wav")).as(err.toString()).isZero();
    assertThat(out.toString()).contains("5 transcribed, 4 without transcript");

    Map<String, Row> rows = rows();
    assertThat(rows).hasSize(9);
    Row good = requireNonNull(rows.get("piece 0001.wav"));
    String text = good.getAs("text");
    List<Row> words = good.getList(good.fieldIndex("words"));
    assertThat(words.stream().map(word -> (String) word.getAs("word")))
        .containsExactly(text.split(" ", -1));
    assertThat(good.<Double>getAs("confidence")).isBetween(0.0, 1.0);
    assertThat(good.<Double>getAs("duration")).isBetween(0.5, 2.0);
    assertThat(good.<String>getAs("error")).isNull();
    Row receipt = good.getAs("receipt");
    assertThat(receipt.<String>getAs("model")).isEqualTo("quartznet5x5-en");
    assertThat(receipt.<String>getAs("model_sha256")).matches("[0-9a-f]{64}");
    assertThat(receipt.<String>getAs("device")).isEqualTo("cpu");
    for (int i = 0; i < 4; i++) {
      Row wrong = requireNonNull(rows.get("wrong %02d.wav".formatted(i)));
      assertThat(wrong.<String>getAs("text")).isNull();
      assertThat(wrong.<String>getAs("error")).isNotBlank();
    }
  }

  @Test
  void anotherRunDoesWhatIsNewOrChangedOnly() throws IOException {
    Path in = folder.resolve("in");
    List<Path> recordings = Speech.write(in, 4);
    assertThat(run("--input", in)).isZero();
    assertThat(run("--input", in)).isZero();
    assertThat(out.toString()).isEqualTo("4 transcribed, 0 without transcript%n".formatted());

    Files.copy(recordings.get(0), in.resolve("new.wav"));
    Files.copy(
        recordings.get(1), recordings.get(2), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThat(run("--input", in)).isZero();
    assertThat(out.toString()).endsWith("2 transcribed, 0 without transcript%n".formatted());
  }

  @Test
  void aManifestNamesRecordingsThatMayBeMissing() throws IOException {
    List<Path> recordings = Speech.write(folder.resolve("in"), 2);
    Path absent = folder.resolve("absent.wav");
    String names = recordings.get(0) + "\n\n" + absent + "\n" + recordings.get(0) + "\n";
    Path manifest = Files.writeString(folder.resolve("names.txt"), names, UTF_8);
    assertThat(run("--manifest", manifest)).as(err.toString()).isZero();
    assertThat(out.toString()).contains("1 transcribed, 1 without transcript");
    assertThat(requireNonNull(rows().get("absent.wav")).<String>getAs("error"))
        .isEqualTo("There is no such file.");

    Files.copy(recordings.get(1), absent);
    assertThat(run("--manifest", manifest)).isZero();
    assertThat(out.toString()).endsWith("1 transcribed, 0 without transcript%n".formatted());
  }

  @Test
  void errorsAreTriedAgainIfAskedFor() throws IOException {
    Path in = folder.resolve("in");
    Speech.writeWrong(in, 1);
    assertThat(run("--input", in)).isZero();
    assertThat(run("--input", in)).isZero();
    assertThat(run("--input", in, "--retry-errors")).isZero();
    assertThat(out.toString())
        .isEqualTo("0 transcribed, 1 without transcript%n".formatted().repeat(2));
  }

  @Test
  void recordingsMayLieInAnyFileSystemOfHadoops() throws IOException {
    Path in = folder.resolve("in");
    Speech.write(in, 1);
    assertThat(run("--input", "elsewhere://" + in)).as(err.toString()).isZero();
    assertThat(out.toString()).contains("1 transcribed, 0 without transcript");
    assertThat(rows().values().iterator().next().<String>getAs("path")).startsWith("elsewhere:");
  }

  /** Local files by another name. */
  public static final class Elsewhere extends RawLocalFileSystem {
    @Override
    public String getScheme() {
      return "elsewhere";
    }

    @Override
    public URI getUri() {
      return URI.create("elsewhere:///");
    }
  }

  @Test
  void transcriptsOfTwoModelsAreNotMixed() throws IOException {
    Path in = folder.resolve("in");
    Speech.write(in, 1);
    assertThat(run("--input", in)).isZero();
    Path rows = output;
    try (SparkSession spark = SparkSession.builder().getOrCreate()) {
      output = folder.resolve("other");
      spark
          .read()
          .parquet(rows.toString())
          .withColumn(
              "receipt",
              org.apache
                  .spark
                  .sql
                  .functions
                  .col("receipt")
                  .withField("model_sha256", org.apache.spark.sql.functions.lit("0")))
          .write()
          .parquet(output.toString());
    }
    assertThat(run("--input", in)).isEqualTo(2);
    assertThat(err.toString()).contains("transcripts of another model");
  }

  @Test
  void aModelMayTravelAsAnArchive() throws IOException {
    Path in = folder.resolve("in");
    Speech.write(in, 1);
    Path archive = folder.resolve("model.zip");
    zip(Speech.MODEL, archive);
    System.setProperty("spark.archives", archive + "#unpacked");
    try {
      assertThat(run("--input", in, "--model", "unpacked")).as(err.toString()).isZero();
    } finally {
      System.clearProperty("spark.archives");
    }
    assertThat(out.toString()).contains("1 transcribed, 0 without transcript");
  }

  private static void zip(Path folder, Path archive) throws IOException {
    try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"));
        Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, zip.getPath(file.getFileName().toString()));
      }
    }
  }

  @Test
  void aModelThatNoExecutorHasIsWrongUsage() throws IOException {
    Path in = folder.resolve("in");
    Speech.write(in, 1);
    assertThat(run("--input", in, "--model", folder)).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("--model: " + folder + " is not a model directory: it has no manifest.json");
  }

  @Test
  void wrongUsageIsStatusTwo() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("Either --input or a --manifest");
  }
}
