package dev.quartzite.spark;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.hadoop.conf.Configuration;

/**
 * A recording as a file of this machine: itself if it is one, else a copy from whatever file system
 * Hadoop knows, deleted when this is closed.
 */
final class RecordingFile implements AutoCloseable {
  private final Path path;
  private final boolean copied;

  private RecordingFile(Path path, boolean copied) {
    this.path = path;
    this.copied = copied;
  }

  /**
   * Fetches a recording.
   *
   * @throws IOException if it cannot be read
   */
  static RecordingFile fetch(String location, Configuration configuration) throws IOException {
    org.apache.hadoop.fs.Path source = new org.apache.hadoop.fs.Path(location);
    if ("file".equals(source.getFileSystem(configuration).getScheme())) {
      return new RecordingFile(Path.of(source.toUri().getPath()), false);
    }
    Path copy = Files.createTempFile("quartzite-", ".recording");
    try (InputStream content = source.getFileSystem(configuration).open(source)) {
      Files.copy(content, copy, StandardCopyOption.REPLACE_EXISTING);
      return new RecordingFile(copy, true);
    } catch (IOException | RuntimeException e) {
      Files.delete(copy);
      throw e;
    }
  }

  Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    if (copied) {
      Files.delete(path);
    }
  }
}
