package dev.quartzite.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An archive with bad files in it, a job that is killed half-way, and the service's own texts. */
class ArchiveIT {
  private static final int GOOD = 980;
  private static final int WRONG = 20;
  private static final int PARTITION = 50;
  private static final int PARTITIONS_BEFORE_KILL = 6;

  @TempDir private Path folder = Path.of("");

  @Test
  @Timeout(600)
  void killedHalfWayItGoesOnAndHasTheServicesTextsInTheEnd() throws Exception {
    assumeTrue(
        Files.exists(ServiceProcess.JAR),
        "skipped: the service's jar is not there, build service/app");
    Path in = folder.resolve("in");
    Path output = Files.createDirectory(folder.resolve("out"));
    List<Path> good = Speech.write(in, GOOD);
    List<Path> wrong = Speech.writeWrong(in.resolve("wrong"), WRONG);

    try (JobProcess job = job(in, output)) {
      awaitPartitions(output, job);
      job.kill();
      job.awaitExit();
    }
    Map<String, Row> finished = rows(output);
    Set<Path> files = partitionFiles(output);
    assertThat(finished.size()).isBetween(PARTITIONS_BEFORE_KILL * PARTITION / 2, GOOD);

    try (JobProcess job = job(in, output)) {
      assertThat(job.awaitExit()).as(job.log()).isZero();
      assertThat(job.log()).containsPattern(counted(GOOD + WRONG - finished.size()));
    }
    assertThat(partitionFiles(output)).containsAll(files);
    Map<String, Row> all = rows(output);
    assertThat(all).hasSize(GOOD + WRONG);
    finished.forEach((path, row) -> assertThat(all.get(path)).isEqualTo(row));
    for (Path file : wrong) {
      assertThat(row(all, file).<String>getAs("error")).as(file.toString()).isNotBlank();
    }
    assertTextsOfTheService(good, all);
  }

  /** A summary in which the numbers of transcribed and failed recordings have this sum. */
  private static Pattern counted(int sum) {
    String either =
        Stream.iterate(0, n -> n <= WRONG, n -> n + 1)
            .map(n -> (sum - n) + " transcribed, " + n + " without")
            .collect(Collectors.joining("|"));
    return Pattern.compile(either);
  }

  private JobProcess job(Path in, Path output) throws IOException {
    return JobProcess.start(
        folder,
        "--input",
        in,
        "--output",
        output,
        "--model",
        Speech.MODEL,
        "--partition-files=" + PARTITION);
  }

  private static void awaitPartitions(Path output, JobProcess job)
      throws IOException, InterruptedException {
    try (WatchService watch = output.getFileSystem().newWatchService()) {
      output.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
      while (partitionFiles(output).size() < PARTITIONS_BEFORE_KILL) {
        assertThat(job.isAlive()).as(job.log()).isTrue();
        var key = watch.poll(1, TimeUnit.SECONDS);
        if (key != null) {
          key.pollEvents();
          key.reset();
        }
      }
    }
  }

  private static Set<Path> partitionFiles(Path output) throws IOException {
    try (Stream<Path> files = Files.list(output)) {
      return files
          .filter(file -> file.getFileName().toString().matches("part-.*\\.parquet"))
          .collect(Collectors.toSet());
    }
  }

  private static Map<String, Row> rows(Path output) throws IOException {
    try (SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .getOrCreate()) {
      Map<String, Row> rows = new HashMap<>();
      Set<String> seen = new HashSet<>();
      for (Row row : spark.read().parquet(output.toString()).collectAsList()) {
        assertThat(seen.add(row.getAs("path"))).as("one row for %s", row).isTrue();
        rows.put(row.getAs("path"), row);
      }
      return rows;
    }
  }

  private static Row row(Map<String, Row> rows, Path file) {
    @Nullable Row row = rows.get("file:" + file);
    if (row == null) {
      throw new AssertionError("there is no row for " + file);
    }
    return row;
  }

  private void assertTextsOfTheService(List<Path> recordings, Map<String, Row> rows)
      throws IOException, InterruptedException {
    try (ServiceProcess service =
        ServiceProcess.start(Files.createDirectory(folder.resolve("service")))) {
      for (Path recording : recordings) {
        assertThat(row(rows, recording).<String>getAs("text"))
            .as(recording.toString())
            .isEqualTo(service.transcribe(recording));
      }
    }
  }
}
