package dev.quartzite.client.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.quartzite.client.http.RequestFields;
import java.util.EnumSet;
import java.util.Set;

/**
 * All that decides what a recording's output is, apart from its content and the server's model.
 *
 * @param fields form fields that go with each recording
 * @param formats output files to write for each recording
 */
public record Settings(RequestFields fields, Set<OutputFormat> formats) {
  public Settings {
    formats = formats.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(formats));
  }

  /** The fields to send: these, and the formats that the server is to include in its answer. */
  public RequestFields request() {
    RequestFields request = fields;
    for (OutputFormat format : formats.stream().sorted().toList()) {
      if (format.isIncludedOnly()) {
        request = request.with("include[]", format.extension());
      }
    }
    return request;
  }

  /** Sixteen hexadecimal digits that differ where the settings do. */
  public String digest() {
    StringBuilder canonical = new StringBuilder();
    for (RequestFields.Field field : fields.fields()) {
      canonical.append(field.name()).append('=').append(field.value()).append('\0');
    }
    formats.stream().sorted().forEach(format -> canonical.append(format.extension()).append('\0'));
    return ContentHash.of(canonical.toString().getBytes(UTF_8)).substring(0, 16);
  }
}
