package dev.quartzite.models;

import dev.quartzite.LoadedModel;
import dev.quartzite.ModelDirectory;
import dev.quartzite.ModelManifest;
import dev.quartzite.acoustic.RuntimeOptions;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A model directory in the making. It grows under another name beside its place, where no service
 * takes it for a model, and appears whole with {@link #publish}; closed without that, it is gone.
 */
final class NewModelDirectory implements AutoCloseable {
  private final Path place;
  private final Path draft;

  /** Begins a directory of this name in another. */
  NewModelDirectory(Path into, String name) throws IOException {
    this.place = into.resolve(name);
    requireFree(place);
    Files.createDirectories(into);
    this.draft = Files.createDirectory(into.resolve(".%s-%s".formatted(name, UUID.randomUUID())));
  }

  /**
   * Checks that nothing stands in a directory's place.
   *
   * @throws FileAlreadyExistsException if something does
   */
  static void requireFree(Path place) throws FileAlreadyExistsException {
    if (Files.exists(place)) {
      throw new FileAlreadyExistsException(
          place.toString(), null, "remove it first or choose another name");
    }
  }

  /** Where the network is to be written. */
  Path weights() {
    return draft.resolve(ModelManifest.WEIGHTS);
  }

  /** Adds a text file. */
  void write(String file, String text) throws IOException {
    Files.writeString(draft.resolve(file), text);
  }

  /**
   * Writes the manifest, loads the model as the service will, and puts the directory in its place.
   *
   * @return the place
   * @throws dev.quartzite.acoustic.ModelException if the engine does not take it
   */
  Path publish(ModelManifest manifest) throws IOException {
    ModelDirectory.writeManifest(draft, manifest);
    LoadedModel.load(ModelDirectory.open(draft), RuntimeOptions.defaults()).close();
    return Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Removes what was not published. */
  @Override
  public void close() throws IOException {
    if (Files.exists(draft)) {
      List<Path> files;
      try (Stream<Path> walk = Files.walk(draft)) {
        files = walk.sorted(Comparator.reverseOrder()).toList();
      }
      for (Path file : files) {
        Files.delete(file);
      }
    }
  }
}
