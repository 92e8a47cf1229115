package dev.quartzite.models.nemo;

/** A pickle that is malformed, or is refused for what it asks for. */
final class PickleException extends RuntimeException {
  private static final long serialVersionUID = 1;

  PickleException(String problem) {
    super(problem);
  }

  PickleException(String problem, Throwable cause) {
    super(problem, cause);
  }
}
