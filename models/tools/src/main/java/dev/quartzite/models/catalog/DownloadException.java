package dev.quartzite.models.catalog;

import java.net.URI;

/** A file that could not be fetched: where it is, what happened and what to do. */
public final class DownloadException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final URI address;

  DownloadException(URI address, String problem) {
    super(address + " " + problem);
    this.address = address;
  }

  DownloadException(URI address, String problem, Throwable cause) {
    super(address + " " + problem, cause);
    this.address = address;
  }

  public URI address() {
    return address;
  }
}
