package dev.quartzite.acoustic;

/** A model that cannot be loaded or run: what was expected, what was found, and what to do. */
public final class ModelException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public ModelException(String message) {
    super(message);
  }

  public ModelException(String message, Throwable cause) {
    super(message, cause);
  }
}
