package dev.quartzite.client.batch;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Results cannot be kept: the disk is full, for instance. Ends the run; it can be resumed. */
public final class OutputException extends RuntimeException {
  private static final long serialVersionUID = 1;

  OutputException(String message) {
    super(message);
  }

  OutputException(Path target, IOException cause) {
    super("cannot write to " + target + ": " + reason(cause), cause);
  }

  /** The system's reason; where it names the file, that is left out. */
  private static @Nullable String reason(IOException cause) {
    boolean withReason = cause instanceof FileSystemException e && e.getReason() != null;
    return withReason ? ((FileSystemException) cause).getReason() : cause.toString();
  }
}
