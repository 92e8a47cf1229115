package dev.quartzite.models.evaluation;

import dev.quartzite.acoustic.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Recordings and what is said in them, in the order of their list. Immutable.
 *
 * @param utterances the recordings
 */
record Corpus(List<Utterance> utterances) {
  /**
   * A recording and its text.
   *
   * @param id its name in the list
   * @param recording its file
   * @param reference what is said in it
   */
  record Utterance(String id, Path recording, String reference) {}

  Corpus {
    utterances = List.copyOf(utterances);
  }

  /**
   * Reads a list: a line has a recording's name (with or without extension), perhaps its length in
   * seconds, and its text, with tabs between them; further columns are not read. The recordings lie
   * in the folder beside the list that has its name without extension, or beside the list itself.
   *
   * @throws ModelException naming the line that is malformed or whose recording is missing
   */
  static Corpus read(Path list) throws IOException {
    Map<String, Path> recordings = new HashMap<>();
    String name = list.getFileName().toString();
    Path folder = list.resolveSibling(stem(name));
    collect(Files.isDirectory(folder) ? folder : list.resolveSibling(""), recordings);
    List<Utterance> utterances = new ArrayList<>();
    int number = 0;
    for (String line : Files.readAllLines(list)) {
      number++;
      if (!line.isBlank()) {
        utterances.add(utterance(line, "line %d of %s".formatted(number, list), recordings));
      }
    }
    return new Corpus(utterances);
  }

  private static Utterance utterance(String line, String where, Map<String, Path> recordings) {
    String[] fields = line.split("\t", -1);
    if (fields.length < 2) {
      throw new ModelException(
          "%s: expected a recording's name, a tab and its text, found '%s'".formatted(where, line));
    }
    boolean hasLength = fields.length > 2 && fields[1].matches("[0-9]+([.][0-9]+)?");
    Path recording = recordings.get(fields[0]);
    if (recording == null) {
      throw new ModelException("%s: there is no recording '%s'".formatted(where, fields[0]));
    }
    return new Utterance(fields[0], recording, fields[hasLength ? 2 : 1]);
  }

  private static void collect(Path folder, Map<String, Path> recordings) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      files.forEach(
          file -> {
            recordings.put(file.getFileName().toString(), file);
            recordings.putIfAbsent(stem(file.getFileName().toString()), file);
          });
    }
  }

  private static String stem(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  /** Every second utterance, from the first ({@code 0}) or the second ({@code 1}) on. */
  Corpus half(int which) {
    List<Utterance> half = new ArrayList<>();
    for (int i = which; i < utterances.size(); i += 2) {
      half.add(utterances.get(i));
    }
    return new Corpus(half);
  }
}
