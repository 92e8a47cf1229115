package dev.quartzite.models.onnx;

/** A network that cannot be read, rewritten or run: which part, what is wrong and what to do. */
public final class GraphException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String subject;

  public GraphException(String subject, String problem) {
    super(subject + " " + problem);
    this.subject = subject;
  }

  public GraphException(String subject, String problem, Throwable cause) {
    super(subject + " " + problem, cause);
    this.subject = subject;
  }

  /** The file, node, tensor or input that it is about. */
  public String subject() {
    return subject;
  }
}
