package dev.quartzite.models;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A folder with those above it, of which the ones that were made for it go again if empty. */
final class MadeFolders implements AutoCloseable {
  /** Those that did not exist, innermost first. */
  private final List<Path> made = new ArrayList<>();

  /** Makes a folder and those above it. */
  MadeFolders(Path folder) throws IOException {
    for (Path missing = folder.toAbsolutePath();
        missing != null && !Files.exists(missing);
        missing = missing.getParent()) {
      made.add(missing);
    }
    Files.createDirectories(folder);
  }

  @Override
  public void close() throws IOException {
    try {
      for (Path folder : made) {
        Files.delete(folder);
      }
    } catch (DirectoryNotEmptyException | NoSuchFileException e) {
      made.clear(); // It is in use, or somebody else removed it.
    }
  }
}
