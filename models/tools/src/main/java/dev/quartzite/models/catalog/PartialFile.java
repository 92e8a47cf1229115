package dev.quartzite.models.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What has arrived of a file, {@code FILE.part}, and beside it in {@code FILE.part.state} what the
 * server called the state of the file that it is a part of.
 */
final class PartialFile {
  private final Path path;
  private final Path state;

  PartialFile(Path file) {
    this.path = file.resolveSibling(file.getFileName() + ".part");
    this.state = file.resolveSibling(file.getFileName() + ".part.state");
  }

  Path path() {
    return path;
  }

  /** Bytes after which fetching can go on; 0 if it has to begin anew. */
  long resumable() throws IOException {
    return Files.exists(path) && Files.exists(state) ? Files.size(path) : 0;
  }

  /** What the server called the state of the file. */
  String validator() throws IOException {
    return Files.readString(state);
  }

  /**
   * Begins anew.
   *
   * @param validator null if the server has no name for the state, so that nothing can go on
   */
  void begin(@Nullable String validator) throws IOException {
    delete();
    if (validator != null) {
      Files.writeString(state, validator);
    }
  }

  void delete() throws IOException {
    Files.deleteIfExists(path);
    forget();
  }

  /** Removes all but the part itself. */
  void forget() throws IOException {
    Files.deleteIfExists(state);
  }
}
