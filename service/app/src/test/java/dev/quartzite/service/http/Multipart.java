package dev.quartzite.service.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a {@code multipart/form-data} body. */
final class Multipart {
  static final String BOUNDARY = "----quartzite";
  static final String CONTENT_TYPE = "multipart/form-data; boundary=" + BOUNDARY;

  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  /** A form with one recording. */
  static Multipart of(Path recording) {
    return new Multipart().file(recording);
  }

  Multipart field(String name, String value) {
    write("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n");
    write(value + "\r\n");
    return this;
  }

  Multipart file(Path recording) {
    try {
      return file(String.valueOf(recording.getFileName()), Files.readAllBytes(recording));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Multipart file(String fileName, byte[] content) {
    write(
        "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n"
            .formatted(BOUNDARY, fileName));
    write("Content-Type: application/octet-stream\r\n\r\n");
    body.writeBytes(content);
    write("\r\n");
    return this;
  }

  byte[] bytes() {
    write("--" + BOUNDARY + "--\r\n");
    return body.toByteArray();
  }

  private void write(String text) {
    body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }
}
