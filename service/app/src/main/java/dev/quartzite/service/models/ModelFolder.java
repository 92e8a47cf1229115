package dev.quartzite.service.models;

import dev.quartzite.ModelDirectory;
import dev.quartzite.acoustic.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The operator's folder of model directories.
 *
 * @param path null if there is none
 */
record ModelFolder(@Nullable Path path) {

  /**
   * The directories in it as they are now; those whose names begin with a dot are none.
   *
   * @throws ModelException if it cannot be read or is a model itself
   */
  List<Path> directories() {
    if (path == null) {
      return List.of();
    }
    if (Files.exists(path.resolve(ModelDirectory.MANIFEST))) {
      throw new ModelException(
          "quartzite.models.directory is %s, which is a model itself; it is the folder around models"
              .formatted(path));
    }
    try (Stream<Path> entries = Files.list(path)) {
      return entries
          .filter(
              entry -> Files.isDirectory(entry) && !entry.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new ModelException(
          "quartzite.models.directory is %s, which is no folder that can be read".formatted(path),
          e);
    }
  }
}
