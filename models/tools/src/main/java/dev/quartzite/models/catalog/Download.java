package dev.quartzite.models.catalog;

import dev.quartzite.ModelDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Fetches files over HTTP. What has arrived of a file lies beside it under the name {@code
 * FILE.part}, and fetching goes on from there, in the same run and in a later one, as long as the
 * server says that its file is still the same. Safe for use by several threads with different
 * files.
 */
public final class Download {
  private static final int ATTEMPTS = 5;
  private static final int TIMEOUT_MILLIS = 60_000;
  private static final int BUFFER = 1 << 16;
  private static final long REPORTED_BYTES = 10_000_000;
  private static final int END = -1;
  private static final int LOST = -2;
  private static final int RANGE_NOT_SATISFIABLE = 416;

  private final Consumer<String> progress;
  private final Consumer<Duration> pause;

  /** Fetches with a pause of some seconds after the connection was lost. */
  public Download(Consumer<String> progress) {
    this(progress, Download::sleep);
  }

  Download(Consumer<String> progress, Consumer<Duration> pause) {
    this.progress = progress;
    this.pause = pause;
  }

  private static void sleep(Duration pause) {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Fetches a file.
   *
   * @param sha256 what it has to have, if that is known
   * @throws DownloadException if the server refuses, the connection is lost again and again, or the
   *     file has another checksum
   * @throws IOException if the file cannot be written
   */
  public void fetch(URI address, Path file, Optional<String> sha256) throws IOException {
    requireHttp(address);
    PartialFile part = new PartialFile(file);
    for (int attempt = 1; ; attempt++) {
      try {
        if (transfer(address, part)) {
          break;
        }
        if (attempt == ATTEMPTS) {
          throw new DownloadException(
              address,
              "was cut off %d times; %s has what arrived, and the same command goes on from there"
                  .formatted(ATTEMPTS, part.path()));
        }
      } catch (LostConnectionException e) {
        if (attempt == ATTEMPTS || e.getCause() instanceof UnknownHostException) {
          throw new DownloadException(
              address, "cannot be fetched: %s".formatted(e.getMessage()), e);
        }
      }
      pause.accept(Duration.ofSeconds(1L << attempt));
    }
    check(address, part, sha256);
    Files.move(part.path(), file, StandardCopyOption.REPLACE_EXISTING);
    part.forget();
  }

  private static void requireHttp(URI address) {
    String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
    if (address.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
      throw new IllegalArgumentException(
          "an address begins with https:// or http:// and a host, not '%s'; `add` takes files"
              .formatted(address));
    }
  }

  private static void check(URI address, PartialFile part, Optional<String> sha256)
      throws IOException {
    String found = ModelDirectory.sha256(part.path());
    if (sha256.isPresent() && !sha256.get().equalsIgnoreCase(found)) {
      part.delete();
      throw new DownloadException(
          address,
          "has SHA-256 %s, expected is %s: it is damaged or was replaced, and was deleted"
              .formatted(found, sha256.get()));
    }
  }

  /** Fetches what is missing, and says whether nothing is now. */
  private boolean transfer(URI address, PartialFile part) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    connection.setRequestProperty("User-Agent", "quartzite-models");
    connection.setRequestProperty("Accept-Encoding", "identity");
    long have = part.resumable();
    if (have > 0) {
      connection.setRequestProperty("Range", "bytes=%d-".formatted(have));
      connection.setRequestProperty("If-Range", part.validator());
    }
    try {
      int status = status(connection);
      if (status == RANGE_NOT_SATISFIABLE) {
        part.delete();
        return false;
      }
      boolean goesOn = status == HttpURLConnection.HTTP_PARTIAL;
      if (!goesOn && status != HttpURLConnection.HTTP_OK) {
        throw refusal(address, status);
      }
      if (!goesOn) {
        part.begin(validator(connection));
      }
      return receive(connection, part.path(), goesOn ? have : 0);
    } finally {
      connection.disconnect();
    }
  }

  private static int status(HttpURLConnection connection) throws LostConnectionException {
    try {
      return connection.getResponseCode();
    } catch (IOException e) {
      throw new LostConnectionException(e);
    }
  }

  private static DownloadException refusal(URI address, int status) {
    String advice =
        switch (status) {
          case HttpURLConnection.HTTP_UNAUTHORIZED, HttpURLConnection.HTTP_FORBIDDEN ->
              "it may ask for an account: fetch it by other means and `add` the file";
          case HttpURLConnection.HTTP_NOT_FOUND, HttpURLConnection.HTTP_GONE ->
              "it may have moved: look for its new address and give it with --url";
          default ->
              status < HttpURLConnection.HTTP_BAD_REQUEST
                  ? "it leads to another kind of address, which is not followed: give that with --url"
                  : "try again later";
        };
    return new DownloadException(
        address, "was answered with HTTP status %d: %s".formatted(status, advice));
  }

  /**
   * What tells one state of a file from another: a strong tag, else the time of its last change.
   */
  private static @Nullable String validator(HttpURLConnection connection) {
    String tag = connection.getHeaderField("ETag");
    return tag != null && !tag.startsWith("W/") ? tag : connection.getHeaderField("Last-Modified");
  }

  /** Appends what comes, and says whether it is all. A lost connection is no error: one goes on. */
  private boolean receive(HttpURLConnection connection, Path part, long have) throws IOException {
    long length = connection.getContentLengthLong();
    long arrived = 0;
    long reported = 0;
    byte[] buffer = new byte[BUFFER];
    try (OutputStream out =
            Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        InputStream in = connection.getInputStream()) {
      int count = read(in, buffer);
      while (count > 0) {
        out.write(buffer, 0, count);
        arrived += count;
        if (arrived - reported >= REPORTED_BYTES || arrived == length) {
          reported = arrived;
          progress.accept(megabytes(have + arrived, length < 0 ? -1 : have + length));
        }
        count = read(in, buffer);
      }
      return length < 0 ? count == END : arrived == length;
    }
  }

  private static String megabytes(long arrived, long total) {
    return total < 0
        ? String.format(Locale.ROOT, "%.1f MB", arrived / 1e6)
        : String.format(Locale.ROOT, "%.1f of %.1f MB", arrived / 1e6, total / 1e6);
  }

  private static int read(InputStream in, byte[] buffer) {
    try {
      return in.read(buffer);
    } catch (IOException e) {
      return LOST;
    }
  }

  /** A connection that could not be made or gave no answer. */
  private static final class LostConnectionException extends IOException {
    private static final long serialVersionUID = 1;

    LostConnectionException(IOException cause) {
      super(cause.toString(), cause);
    }
  }
}
