package dev.quartzite.client.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The form fields that go with a recording, in order; a name may occur several times. Immutable.
 *
 * @param fields names and values as API documentation has them
 */
public record RequestFields(List<Field> fields) {
  /** One form field. */
  public record Field(String name, String value) {}

  public static final RequestFields NONE = new RequestFields(List.of());

  public RequestFields {
    fields = List.copyOf(fields);
  }

  /** These fields and one more. */
  public RequestFields with(String name, Object value) {
    List<Field> more = new ArrayList<>(fields);
    more.add(new Field(name, value.toString()));
    return new RequestFields(more);
  }

  /** These fields, and one more if it has a value. */
  public RequestFields with(String name, Optional<?> value) {
    return value.isEmpty() ? this : with(name, value.orElseThrow());
  }
}
