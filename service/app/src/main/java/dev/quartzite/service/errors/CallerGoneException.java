package dev.quartzite.service.errors;

/** The caller hung up while its answer was sent: there is nobody left to tell. */
public final class CallerGoneException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public CallerGoneException(Throwable cause) {
    super(cause);
  }
}
