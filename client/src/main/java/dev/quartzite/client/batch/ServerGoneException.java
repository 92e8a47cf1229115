package dev.quartzite.client.batch;

/** The server has not answered for longer than somebody was willing to wait. Ends the run. */
final class ServerGoneException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ServerGoneException(String message) {
    super(message);
  }
}
