package dev.quartzite.models;

import dev.quartzite.LoadedModel;
import dev.quartzite.ModelDirectory;
import dev.quartzite.ModelManifest;
import dev.quartzite.acoustic.Device;
import dev.quartzite.acoustic.RuntimeOptions;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A model directory in the making. It grows in a {@linkplain HiddenFolder hidden folder} beside its
 * place, where no service takes it for a model, and appears whole with {@link #publish}; closed
 * without that, or ended by a signal, it is gone, and so are the folders that were made for it.
 */
final class NewModelDirectory implements AutoCloseable {
  private final String name;
  private final Path place;
  private final HiddenFolder hidden;
  private final Path draft;
  private final Path scratch;

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
    this.hidden = new HiddenFolder(into, name);
    this.draft = hidden.path().resolve("model");
    this.scratch = hidden.path().resolve("scratch");
    try {
      Files.createDirectory(draft);
      Files.createDirectory(scratch);
    } catch (IOException e) {
      hidden.close();
      throw e;
    }
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

  /** Where the network is. */
  Path weights() {
    return draft.resolve(ModelManifest.WEIGHTS);
  }

  /** Adds the network out of a file: moves it if it lies in the scratch folder, else copies it. */
  void takeWeights(Path file) throws IOException {
    if (file.startsWith(scratch)) {
      Files.move(file, weights());
    } else {
      Files.copy(file, weights());
    }
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
    HiddenFolder.delete(scratch);
    ModelDirectory.writeManifest(draft, manifest);
    LoadedModel.load(ModelDirectory.open(draft), new RuntimeOptions(Device.CPU, 1)).close();
    hidden.release(draft, place);
    return place;
  }

  /** Removes what was not published. */
  @Override
  public void close() throws IOException {
    hidden.close();
  }
}
