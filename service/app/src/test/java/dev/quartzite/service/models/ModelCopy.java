package dev.quartzite.service.models;

import dev.quartzite.ModelDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Copies of the embedded model to put wrong. */
public final class ModelCopy {
  private ModelCopy() {}

  /** Copies the embedded model. */
  public static Path to(Path target) throws IOException {
    try (EmbeddedModel embedded = EmbeddedModel.open();
        Stream<Path> files = Files.walk(embedded.path())) {
      List<Path> parentsFirst = files.sorted().toList();
      for (Path file : parentsFirst) {
        Files.copy(file, target.resolve(embedded.path().relativize(file).toString()));
      }
    }
    return target;
  }

  /** Copies the embedded model and gives it another name. */
  public static Path named(String name, Path target) throws IOException {
    Path manifest = to(target).resolve(ModelDirectory.MANIFEST);
    String json = Files.readString(manifest);
    Files.writeString(
        manifest, json.replaceFirst("\"name\"\\s*:\\s*\"[^\"]*\"", "\"name\": \"" + name + "\""));
    return target;
  }
}
