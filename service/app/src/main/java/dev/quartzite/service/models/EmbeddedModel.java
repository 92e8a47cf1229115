package dev.quartzite.service.models;

import dev.quartzite.ModelDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The model that travels with the service: a directory on the class path, which is a folder, in a
 * jar, or in a jar within a jar; an archive stays open until this is closed. With {@code
 * -Ddev.quartzite.embedded-model=FOLDER} it is what was unpacked into that folder: files load
 * faster than entries of a jar, and a language model is mapped instead of copied.
 */
public final class EmbeddedModel implements AutoCloseable {
  /** Where it lies on the class path. */
  public static final String LOCATION = "models/quartznet5x5-en/";

  /** The system property that names the folder of an unpacked one. */
  static final String FOLDER = "dev.quartzite.embedded-model";

  private final Path path;
  private final @Nullable FileSystem archive;

  private EmbeddedModel(Path path, @Nullable FileSystem archive) {
    this.path = path;
    this.archive = archive;
  }

  /**
   * Finds the model.
   *
   * @throws IllegalStateException if the service was built without it
   */
  static EmbeddedModel open() {
    @Nullable String unpacked = System.getProperty(FOLDER);
    return unpacked == null ? onClassPath() : new EmbeddedModel(Path.of(unpacked), null);
  }

  private static EmbeddedModel onClassPath() {
    @Nullable URL manifest =
        EmbeddedModel.class.getClassLoader().getResource(LOCATION + ModelDirectory.MANIFEST);
    if (manifest == null) {
      throw new IllegalStateException("this build of the service has no " + LOCATION);
    }
    String address = manifest.toString();
    int entry = address.lastIndexOf("!/");
    if (entry < 0) {
      return new EmbeddedModel(Path.of(URI.create(address)).resolveSibling(""), null);
    }
    try {
      FileSystem archive =
          FileSystems.newFileSystem(URI.create(address.substring(0, entry + 2)), Map.of());
      Path file = archive.getPath(address.substring(entry + 1));
      return new EmbeddedModel(file.resolveSibling(""), archive);
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be opened".formatted(address), e);
    }
  }

  /** The directory of the model. */
  Path path() {
    return path;
  }

  @Override
  public void close() {
    if (archive != null) {
      try {
        archive.close();
      } catch (IOException e) {
        throw new UncheckedIOException("%s cannot be closed".formatted(archive), e);
      }
    }
  }
}
