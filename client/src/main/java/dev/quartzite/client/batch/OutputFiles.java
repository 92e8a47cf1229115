package dev.quartzite.client.batch;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes files that appear whole or not at all: under a temporary name first, forced to the disk,
 * then renamed. Safe for use by any number of threads.
 */
final class OutputFiles {
  private static final String SUFFIX = ".part";

  private final Path temporaryFolder;
  private final AtomicLong number = new AtomicLong();

  /** What is left in the folder of a process that was killed is deleted. */
  OutputFiles(Path temporaryFolder) throws IOException {
    this.temporaryFolder = temporaryFolder;
    Files.createDirectories(temporaryFolder);
    try (DirectoryStream<Path> left = Files.newDirectoryStream(temporaryFolder, "*" + SUFFIX)) {
      for (Path file : left) {
        Files.delete(file);
      }
    }
  }

  /** Writes the content of a file. */
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Creates or replaces a file, and its folder if need be. */
  void write(Path target, Content content) throws IOException {
    Path temporary = temporaryFolder.resolve(number.getAndIncrement() + SUFFIX);
    try {
      try (FileOutputStream file = new FileOutputStream(temporary.toFile());
          OutputStream buffered = new BufferedOutputStream(file)) {
        content.writeTo(buffered);
        buffered.flush();
        file.getFD().sync();
      }
      Files.createDirectories(target.toAbsolutePath().getParent());
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
