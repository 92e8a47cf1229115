package dev.quartzite.spark;

import dev.quartzite.ModelDirectory;
import dev.quartzite.acoustic.Device;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.SparkFiles;

/**
 * What an executor needs to know to transcribe. Travels with tasks.
 *
 * @param model a model directory, under this path on every executor's machine, or where Spark has
 *     unpacked an archive
 * @param device where the network runs
 * @param threads processor threads that one run of the network may use
 * @param parallel recordings of a partition that are under way at once, from which batches are made
 */
record EngineSettings(String model, Device device, int threads, int parallel)
    implements Serializable {
  private static final long serialVersionUID = 1;

  /**
   * Opens the model's directory on an executor.
   *
   * @throws dev.quartzite.acoustic.ModelException if there is none, or it is damaged
   */
  ModelDirectory directory() {
    Path path = Path.of(model);
    Path unpacked = Path.of(SparkFiles.getRootDirectory()).resolve(model);
    return ModelDirectory.open(Files.isDirectory(unpacked) ? unpacked : path);
  }
}
