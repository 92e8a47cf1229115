package dev.quartzite;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The model directories that are part of the project. */
public final class ProjectModels {
  private ProjectModels() {}

  /** The embedded default. */
  public static Path embedded() {
    return Stream.iterate(Path.of("").toAbsolutePath(), p -> p != null, Path::getParent)
        .map(folder -> folder.resolve("models/quartznet5x5-en"))
        .filter(folder -> Files.exists(folder.resolve(ModelDirectory.MANIFEST)))
        .findFirst()
        .orElseThrow();
  }
}
