package dev.quartzite.spark;

import static org.apache.spark.sql.functions.col;

import dev.quartzite.acoustic.Device;
import dev.quartzite.acoustic.ModelException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Transcribes an archive of recordings into Parquet files, from where an earlier run stopped. */
@Command(
    name = "quartzite-spark",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Transcribes recordings into Parquet files, one row for each recording.",
      "Each partition is kept when it is done; the same command goes on where a run was stopped."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  spark-submit --master yarn --archives quartznet15x5-en.zip#model quartzite-spark.jar \\",
      "      --input hdfs:///archive --output hdfs:///texts --model model"
    })
public final class TranscribeJob implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--input",
      paramLabel = "FOLDER",
      description = "Recordings, in all folders below; in any file system that Hadoop knows.")
  private List<String> folders = List.of();

  @Option(
      names = "--glob",
      paramLabel = "GLOB",
      defaultValue = "*",
      description = "Which files of folders are recordings (default: ${DEFAULT-VALUE}).")
  private String glob = "*";

  @Option(
      names = "--manifest",
      paramLabel = "FILE",
      description = "A text file that names recordings, one a line, instead of folders.")
  private Optional<String> manifest = Optional.empty();

  @Option(names = "--output", required = true, paramLabel = "FOLDER", description = "For Parquet.")
  private String output = "";

  @Option(
      names = "--model",
      required = true,
      paramLabel = "DIR",
      description =
          "A model directory, under this path on every executor's machine or by --archives.")
  private String model = "";

  @Option(
      names = "--device",
      defaultValue = "auto",
      description = "cpu, cuda, tensorrt or auto (default: ${DEFAULT-VALUE}).")
  private Device device = Device.AUTO;

  @Option(
      names = "--threads",
      defaultValue = "1",
      description = "Processor threads for a run of the network (default: ${DEFAULT-VALUE}).")
  private int threads = 1;

  @Option(
      names = "--parallel",
      defaultValue = "2",
      description =
          "Recordings of a task under way at once, of which batches are made; more for a GPU "
              + "(default: ${DEFAULT-VALUE}).")
  private int parallel = 2;

  @Option(
      names = "--partition-files",
      defaultValue = "200",
      description = "Recordings in a partition (default: ${DEFAULT-VALUE}).")
  private int partitionFiles = 200;

  @Option(
      names = "--retry-errors",
      description = "Try again what gave an error; of two rows the later one holds.")
  private boolean retryErrors;

  /** Runs the job; status 0 unless it cannot run, 2 for wrong usage. */
  public static void main(String... arguments) {
    int status = commandLine().execute(arguments);
    if (status != 0) {
      System.exit(status);
    }
  }

  static CommandLine commandLine() {
    return new CommandLine(new TranscribeJob()).setCaseInsensitiveEnumValuesAllowed(true);
  }

  @Override
  public Integer call() throws IOException {
    if (folders.isEmpty() == manifest.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "Either --input or a --manifest is expected");
    }
    try (SparkSession spark = SparkSession.builder().appName("Quartzite").getOrCreate()) {
      Archive archive = new Archive(spark);
      Dataset<Row> all =
          manifest.map(archive::named).orElseGet(() -> archive.inFolders(folders, glob));
      Dataset<Row> missing = missing(spark, all, modelSha256(spark)).persist();
      long count = missing.count();
      if (count > 0) {
        transcribe(spark, missing, count);
      }
    }
    return 0;
  }

  private EngineSettings settings() {
    return new EngineSettings(model, device, threads, parallel);
  }

  /** What an executor has; the driver may be a machine without the model. */
  private String modelSha256(SparkSession spark) {
    EngineSettings settings = settings();
    MapFunction<Long, String> sha256 =
        any -> TranscriptRows.modelSha256(settings.directory().manifest());
    try {
      return spark.range(0, 1, 1, 1).map(sha256, Encoders.STRING()).first();
    } catch (Exception e) { // Spark's own is a checked one of which its methods do not tell
      throw Stream.<Throwable>iterate(e, Objects::nonNull, Throwable::getCause)
          .filter(ModelException.class::isInstance)
          .findFirst()
          .<RuntimeException>map(
              cause -> new ParameterException(spec.commandLine(), "--model: " + cause.getMessage()))
          .orElseGet(() -> new IllegalStateException("no executor could read the model", e));
    }
  }

  private Dataset<Row> missing(SparkSession spark, Dataset<Row> all, String modelSha256)
      throws IOException {
    org.apache.hadoop.fs.Path folder = new org.apache.hadoop.fs.Path(output);
    if (!folder.getFileSystem(spark.sparkContext().hadoopConfiguration()).exists(folder)) {
      return all;
    }
    Dataset<Row> rows = spark.read().schema(TranscriptRows.TRANSCRIPT).parquet(output);
    checkModel(rows, modelSha256);
    Dataset<Row> done = retryErrors ? rows.filter(col(TranscriptRows.ERROR).isNull()) : rows;
    return Archive.without(all, done);
  }

  /** Texts of two models in one folder would be mistaken for those of one. */
  private void checkModel(Dataset<Row> rows, String modelSha256) {
    if (!rows.filter(col(TranscriptRows.MODEL_SHA256).notEqual(modelSha256)).isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "%s has transcripts of another model than %s; choose another folder"
              .formatted(output, model));
    }
  }

  private void transcribe(SparkSession spark, Dataset<Row> missing, long count) {
    LongAccumulator done = spark.sparkContext().longAccumulator("transcribed");
    LongAccumulator failures = spark.sparkContext().longAccumulator("without transcript");
    PartitionTranscriber transcriber =
        new PartitionTranscriber(
            settings(),
            new SerializableConfiguration(spark.sparkContext().hadoopConfiguration()),
            done,
            failures);
    int partitions = Math.toIntExact((count + partitionFiles - 1) / partitionFiles);
    missing
        .repartition(partitions)
        .mapPartitions(transcriber, Encoders.row(TranscriptRows.TRANSCRIPT))
        .write()
        .mode(SaveMode.Append)
        // A partition's file is there when its task is done, not when all are.
        .option("mapreduce.fileoutputcommitter.algorithm.version", "2")
        .parquet(output);
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "%,d transcribed, %,d without transcript%n",
            done.value(),
            failures.value());
  }
}
