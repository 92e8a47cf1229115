package dev.quartzite.client.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads references in the forms in which speech comes:
 *
 * <ul>
 *   <li>{@code .tsv}: with a heading line (Common Voice), or identifier, perhaps seconds, text;
 *   <li>{@code .jsonl}, {@code .json}: one object a line (NeMo), with the recording under {@code
 *       audio_filepath}, {@code file} or {@code id}, {@code text}, and perhaps {@code speaker};
 *   <li>any other file: identifier, blank, text (LibriSpeech, Kaldi);
 *   <li>a folder: all such files in its tree, and {@code a.txt} or {@code a.wav.txt} with the text
 *       of {@code a} (but {@code a.trans.txt} as LibriSpeech has it).
 * </ul>
 */
public final class ReferenceReader {
  private static final JsonMapper JSON = new JsonMapper();
  private static final List<String> RECORDING_NAMES =
      List.of("audio_filepath", "path", "file", "id", "utterance");
  private static final List<String> TEXT_NAMES = List.of("text", "sentence", "reference");
  private static final List<String> SPEAKER_NAMES = List.of("speaker", "client_id", "speaker_id");

  private final List<Reference> references = new ArrayList<>();

  private ReferenceReader() {}

  /**
   * Reads a file, or all of a folder.
   *
   * @throws IOException if something cannot be read
   * @throws IllegalArgumentException if a line is not what it should be, naming it
   */
  public static References read(Path path) throws IOException {
    ReferenceReader reader = new ReferenceReader();
    if (Files.isDirectory(path)) {
      try (Stream<Path> tree = Files.walk(path)) {
        for (Path file : tree.filter(Files::isRegularFile).sorted().toList()) {
          reader.readOfFolder(path, file);
        }
      }
    } else {
      reader.readLines(path);
    }
    return new References(reader.references);
  }

  private void readOfFolder(Path folder, Path file) throws IOException {
    String name = file.getFileName().toString();
    if (name.endsWith(".txt") && !name.endsWith(".trans.txt")) {
      String path = folder.relativize(file).toString().replace('\\', '/');
      String id = path.substring(0, path.length() - ".txt".length());
      references.add(new Reference(id, Files.readString(file).strip(), Optional.empty()));
    } else if (name.matches(".*\\.(tsv|jsonl|trans\\.txt)")) {
      readLines(file);
    }
  }

  private void readLines(Path file) throws IOException {
    String name = file.getFileName().toString();
    List<String> lines = Files.readAllLines(file);
    List<String> heading =
        name.endsWith(".tsv") && !lines.isEmpty() ? cells(lines.get(0)) : List.of();
    boolean hasHeading = column(heading, RECORDING_NAMES) >= 0 && column(heading, TEXT_NAMES) >= 0;
    for (int i = hasHeading ? 1 : 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (!line.isBlank()) {
        references.add(
            parse(name, line, hasHeading ? heading : List.of())
                .orElseThrow(notAReference(file, i + 1, line)));
      }
    }
  }

  private static Supplier<IllegalArgumentException> notAReference(
      Path file, int number, String line) {
    return () ->
        new IllegalArgumentException(
            "%s, line %d: a recording and what is said in it are expected, not '%s'"
                .formatted(file, number, line));
  }

  private static Optional<Reference> parse(String name, String line, List<String> heading) {
    if (name.endsWith(".jsonl") || name.endsWith(".json")) {
      return json(line);
    }
    if (name.endsWith(".tsv")) {
      return heading.isEmpty() ? plainCells(cells(line)) : headedCells(cells(line), heading);
    }
    String[] idAndText = line.strip().split("\\s+", 2);
    String text = idAndText.length == 2 ? idAndText[1] : "";
    return Optional.of(new Reference(idAndText[0], text, Optional.empty()));
  }

  private static Optional<Reference> json(String line) {
    try {
      JsonNode object = JSON.readTree(line);
      Optional<String> id = field(object, RECORDING_NAMES);
      Optional<String> text = field(object, TEXT_NAMES);
      return id.isEmpty() || text.isEmpty()
          ? Optional.empty()
          : Optional.of(new Reference(id.get(), text.get(), field(object, SPEAKER_NAMES)));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> field(JsonNode object, List<String> names) {
    return names.stream()
        .map(object::path)
        .filter(JsonNode::isValueNode)
        .map(JsonNode::asString)
        .findFirst();
  }

  private static List<String> cells(String line) {
    return List.of(line.split("\t", -1));
  }

  private static Optional<Reference> headedCells(List<String> cells, List<String> heading) {
    if (cells.size() < heading.size()) {
      return Optional.empty();
    }
    int speaker = column(heading, SPEAKER_NAMES);
    return Optional.of(
        new Reference(
            cells.get(column(heading, RECORDING_NAMES)),
            cells.get(column(heading, TEXT_NAMES)),
            speaker < 0 ? Optional.empty() : Optional.of(cells.get(speaker))));
  }

  private static int column(List<String> heading, List<String> names) {
    return names.stream().map(heading::indexOf).filter(i -> i >= 0).findFirst().orElse(-1);
  }

  /** Identifier and text, with the recording's length between them or not. */
  private static Optional<Reference> plainCells(List<String> cells) {
    if (cells.size() < 2) {
      return Optional.empty();
    }
    boolean hasSeconds = cells.size() > 2 && cells.get(1).matches("\\d+(\\.\\d+)?");
    return Optional.of(
        new Reference(cells.get(0), cells.get(hasSeconds ? 2 : 1), Optional.empty()));
  }
}
