package dev.quartzite.service.uploads;

import dev.quartzite.service.settings.QuartziteSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * This process's folder for files that live as long as a request, readable by nobody else. It is
 * deleted with what is left in it when the service ends.
 */
@Component
public final class TemporaryFolder implements AutoCloseable {
  private final Path folder;

  TemporaryFolder(QuartziteSettings settings) throws IOException {
    Files.createDirectories(settings.temporaryDirectory());
    this.folder = Files.createTempDirectory(settings.temporaryDirectory(), "quartzite-");
  }

  /** A new empty file, which its maker deletes. Its name says nothing. */
  public Path createFile() throws IOException {
    return Files.createTempFile(folder, "", "");
  }

  @Override
  public void close() {
    try (Stream<Path> contents = Files.walk(folder)) {
      List<Path> deepestFirst = contents.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be deleted".formatted(folder), e);
    }
  }
}
