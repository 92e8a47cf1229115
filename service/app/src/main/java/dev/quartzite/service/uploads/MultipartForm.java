package dev.quartzite.service.uploads;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a multipart request said: its fields by name, and its file, which is deleted when the form
 * is closed. For one thread.
 */
public final class MultipartForm implements AutoCloseable {
  private final Map<String, List<String>> fields = new LinkedHashMap<>();
  private @Nullable Path file;

  MultipartForm() {}

  void add(String field, String value) {
    fields.computeIfAbsent(field, name -> new ArrayList<>()).add(value);
  }

  /** Takes possession of a file. */
  void setFile(Path path) {
    file = path;
  }

  /** The file, if one was sent. */
  public Optional<Path> file() {
    return Optional.ofNullable(file);
  }

  /** The last value of a field; an empty value is none. */
  public Optional<String> value(String field) {
    List<String> values = values(field);
    return values.isEmpty() ? Optional.empty() : Optional.of(values.get(values.size() - 1));
  }

  /** Every value of a field that is not empty, whether its name was written with {@code []}. */
  public List<String> values(String field) {
    List<String> values = new ArrayList<>(fields.getOrDefault(field, List.of()));
    values.addAll(fields.getOrDefault(field + "[]", List.of()));
    values.removeIf(String::isBlank);
    return values;
  }

  @Override
  public void close() {
    if (file != null) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new UncheckedIOException("an upload cannot be deleted", e);
      }
    }
  }
}
