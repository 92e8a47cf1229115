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
 * takes it for a model, and appears whole with {@link #publish}; closed without that, it is gone,
 * and so are the folders that were made for it.
 */
final class NewModelDirectory implements AutoCloseable {
  private final String name;
  private final Path place;
  private final Path draft;
  private final Path scratch;

  private final MadeFolders folders;

  /**
   * Begins a directory of this name in another.
   *
   * @throws IllegalArgumentException if it is no model's name
   * @throws FileAlreadyExistsException if something stands in its place
   */
  NewModelDirectory(Path into, String name) throws IOException {
    this.name = name;
    this.place = into.resolve(name);
    requireFree(into, name);
    this.folders = new MadeFolders(into);
    this.draft = Files.createDirectory(into.resolve(".%s-%s".formatted(name, UUID.randomUUID())));
    this.scratch = Files.createDirectory(draft.resolve("scratch"));
  }

  /**
   * Checks that a directory of this name can be made.
   *
   * @throws IllegalArgumentException if it is no model's name
   * @throws FileAlreadyExistsException if something stands in its place
   */
  static void requireFree(Path into, String name) throws FileAlreadyExistsException {
    ModelManifest.requireName(name);
    Path place = into.resolve(name);
    if (Files.exists(place)) {
      throw new FileAlreadyExistsException(
          place.toString(), null, "remove it first or choose another name");
    }
  }

  /** What the model will be called. */
  String name() {
    return name;
  }

  /** A folder for what is not to be part of the model. */
  Path scratch() {
    return scratch;
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
    remove(scratch);
    ModelDirectory.writeManifest(draft, manifest);
    LoadedModel.load(ModelDirectory.open(draft), RuntimeOptions.defaults()).close();
    Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE);
    return place;
  }

  /** Removes what was not published. */
  @Override
  public void close() throws IOException {
    if (Files.exists(draft)) {
      remove(draft);
    }
    folders.close();
  }

  /** Removes a folder with all that is in it. */
  static void remove(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
  }
}
