package dev.quartzite.service.transcription;

import dev.quartzite.service.errors.ApiException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A field whose value is one of a few names. Immutable.
 *
 * @param <T> what the names stand for
 */
final class Choice<T> {
  private final String field;
  private final Map<String, T> values;

  private Choice(String field, Map<String, T> values) {
    this.field = field;
    this.values = values;
  }

  static <T> Choice<T> of(String field, T[] values, Function<T, String> label) {
    Map<String, T> byName = new LinkedHashMap<>();
    for (T value : values) {
      byName.put(label.apply(value), value);
    }
    return new Choice<>(field, byName);
  }

  /**
   * The value of this name.
   *
   * @throws ApiException naming the field and the names that it knows
   */
  T named(String name) {
    @Nullable T value = values.get(name);
    if (value == null) {
      throw ApiException.badField(
          field,
          "%s is one of %s, not '%s'".formatted(field, String.join(", ", values.keySet()), name));
    }
    return value;
  }
}
