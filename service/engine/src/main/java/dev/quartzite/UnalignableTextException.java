package dev.quartzite;

/** A text and a recording that do not fit: one is too long for the other, or both are too long. */
public final class UnalignableTextException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnalignableTextException(String message, Throwable cause) {
    super(message, cause);
  }
}
