package dev.quartzite.service.uploads;

import dev.quartzite.service.errors.ApiException;
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
  private String senderName = "";
  private final List<Runnable> endings = new ArrayList<>();

  MultipartForm() {}

  void add(String field, String value) {
    fields.computeIfAbsent(field, name -> new ArrayList<>()).add(value);
  }

  /** Does something when the form is closed, as to give back what the request took. */
  public void atEnd(Runnable ending) {
    endings.add(ending);
  }

  /** Takes possession of a file. */
  void setFile(Path path, String nameOfSender) {
    file = path;
    senderName = nameOfSender;
  }

  boolean hasFile() {
    return file != null;
  }

  /**
   * The file.
   *
   * @throws ApiException 400 if none was sent
   */
  public Path requireFile() {
    if (file == null) {
      throw ApiException.missingField(
          UploadReader.FILE, "the field 'file' is missing: send the recording in it");
    }
    return file;
  }

  /**
   * What the sender calls the file, without folders and ending, as one word of letters, digits,
   * dots, dashes and underscores. It is for output only: no file here has that name.
   */
  public String fileName() {
    String base = senderName.substring(senderName.replace('\\', '/').lastIndexOf('/') + 1);
    String word = base.replaceFirst("\\.[^.]*$", "").replaceAll("[^\\p{L}\\p{M}\\p{N}._-]+", "_");
    return word.isEmpty() ? "recording" : word;
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
    endings.forEach(Runnable::run);
    endings.clear();
    if (file != null) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new UncheckedIOException("an upload cannot be deleted", e);
      }
    }
  }
}
