package dev.quartzite.lm;

import org.jspecify.annotations.Nullable;

/**
 * A language model that cannot be read or made: what was expected, what was found, where, and what
 * to do.
 */
public final class LanguageModelException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String file;
  private final long line;

  LanguageModelException(Object file, String message) {
    this(file, 0, message, null);
  }

  LanguageModelException(Object file, long line, String message, @Nullable Throwable cause) {
    super(line == 0 ? file + ": " + message : file + ", line " + line + ": " + message, cause);
    this.file = file.toString();
    this.line = line;
  }

  /** The file at fault. */
  public String file() {
    return file;
  }

  /** The line at fault, counted from 1, or 0 where the fault is the whole file's. */
  public long line() {
    return line;
  }
}
