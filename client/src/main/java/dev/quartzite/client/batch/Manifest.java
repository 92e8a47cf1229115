package dev.quartzite.client.batch;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads what an earlier run has left. */
public final class Manifest {
  private Manifest() {}

  /**
   * The entry of each recording by its name, in the order of the file; the last one where there are
   * several.
   */
  public static Map<String, JournalEntry> read(Path file) throws IOException {
    Map<String, JournalEntry> entries = new LinkedHashMap<>();
    try (BufferedReader lines = Journal.lines(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Journal.parse(line).ifPresent(entry -> entries.put(entry.file(), entry));
      }
    }
    return entries;
  }
}
