package dev.quartzite.client.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.UUID;

/**
 * A form with a recording, as {@code multipart/form-data} (RFC 7578). The recording is read from
 * disk while it is sent; memory holds a few kilobytes of it at a time.
 */
final class MultipartBody {
  private final String boundary = "quartzite-" + UUID.randomUUID();
  private final BodyPublisher publisher;

  MultipartBody(RequestFields fields, Path recording) throws FileNotFoundException {
    StringBuilder head = new StringBuilder();
    for (RequestFields.Field field : fields.fields()) {
      head.append(part("name=\"" + escape(field.name()) + '"')).append("\r\n\r\n");
      head.append(field.value()).append("\r\n");
    }
    String fileName = String.valueOf(recording.getFileName());
    head.append(part("name=\"file\"; filename=\"" + escape(fileName) + '"'));
    head.append("\r\nContent-Type: application/octet-stream\r\n\r\n");
    publisher =
        BodyPublishers.concat(
            BodyPublishers.ofString(head.toString(), UTF_8),
            BodyPublishers.ofFile(recording),
            BodyPublishers.ofString("\r\n--" + boundary + "--\r\n", UTF_8));
  }

  private String part(String disposition) {
    return "--" + boundary + "\r\nContent-Disposition: form-data; " + disposition;
  }

  /** Names as browsers write them, so that none can end the header early. */
  private static String escape(String name) {
    return name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
  }

  String contentType() {
    return "multipart/form-data; boundary=" + boundary;
  }

  BodyPublisher publisher() {
    return publisher;
  }
}
