package dev.quartzite.service.transcription;

import dev.quartzite.service.errors.ApiException;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A field whose value is one of a few names. */
final class Choice {
  private Choice() {}

  /**
   * The value of this name.
   *
   * @throws ApiException naming the field and the names that it knows
   */
  static <T> T of(String field, String name, T[] values, Function<T, String> label) {
    return Arrays.stream(values)
        .filter(value -> label.apply(value).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                ApiException.badField(
                    field,
                    "%s is one of %s, not '%s'"
                        .formatted(
                            field,
                            Arrays.stream(values).map(label).collect(Collectors.joining(", ")),
                            name)));
  }
}
