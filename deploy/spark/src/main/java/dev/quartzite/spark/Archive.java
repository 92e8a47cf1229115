package dev.quartzite.spark;

import static org.apache.spark.sql.functions.col;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.sql.Timestamp;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/** Finds recordings: their path, length and modification time, not their content. */
final class Archive {
  private final SparkSession spark;

  Archive(SparkSession spark) {
    this.spark = spark;
  }

  /**
   * The files of folders and of the folders in them.
   *
   * @param glob pattern of file names
   */
  Dataset<Row> inFolders(List<String> folders, String glob) {
    // Spark's own listing, but not its rows: they leave empty files out, and an empty file is an
    // error to tell of.
    String[] files =
        spark
            .read()
            .format("binaryFile")
            .option("pathGlobFilter", glob)
            .option("recursiveFileLookup", "true")
            .load(folders.toArray(new String[0]))
            .inputFiles();
    return recordings(
        spark
            .createDataset(List.of(files), Encoders.STRING())
            .map(
                (MapFunction<String, String>) file -> new Path(URI.create(file)).toString(),
                Encoders.STRING()));
  }

  /**
   * The files that a text file names, one a line, each once. One that is not there has length −1.
   */
  Dataset<Row> named(String manifest) {
    return recordings(spark.read().textFile(manifest).filter(col("value").notEqual("")).distinct());
  }

  private Dataset<Row> recordings(Dataset<String> names) {
    SerializableConfiguration hadoop =
        new SerializableConfiguration(spark.sparkContext().hadoopConfiguration());
    return names.map(
        (MapFunction<String, Row>) name -> recording(name, hadoop.value()),
        Encoders.row(TranscriptRows.RECORDING));
  }

  private static Row recording(String name, Configuration hadoop) throws IOException {
    Path path = new Path(name);
    try {
      FileStatus status = path.getFileSystem(hadoop).getFileStatus(path);
      return RowFactory.create(
          status.getPath().toString(),
          status.getLen(),
          new Timestamp(status.getModificationTime()));
    } catch (FileNotFoundException e) {
      return RowFactory.create(path.toString(), -1L, new Timestamp(0));
    }
  }

  /** Those of which no row of an earlier run tells. */
  static Dataset<Row> without(Dataset<Row> recordings, Dataset<Row> rows) {
    return recordings.join(
        rows.select(TranscriptRows.PATH, TranscriptRows.LENGTH, TranscriptRows.MODIFIED),
        scala.jdk.javaapi.CollectionConverters.asScala(
                List.of(TranscriptRows.PATH, TranscriptRows.LENGTH, TranscriptRows.MODIFIED))
            .toSeq(),
        "left_anti");
  }
}
