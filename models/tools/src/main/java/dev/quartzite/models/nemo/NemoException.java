package dev.quartzite.models.nemo;

/** An archive that cannot be imported: which part of it, what is wrong and what to do. */
public final class NemoException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String subject;

  NemoException(String subject, String problem) {
    super(subject + " " + problem);
    this.subject = subject;
  }

  NemoException(String subject, String problem, Throwable cause) {
    super(subject + " " + problem, cause);
    this.subject = subject;
  }

  /** The file, entry, tensor or setting that it is about. */
  public String subject() {
    return subject;
  }
}
