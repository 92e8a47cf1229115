package dev.quartzite.client.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.quartzite.client.batch.JournalEntry.Version;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The results of all runs into an output folder, one JSON object a line; of several lines about a
 * recording the last one holds. A line is on the disk when {@link #append} returns. What a crash
 * left of a line is cut off when the journal is opened again. Safe for use by several threads.
 */
final class Journal implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Version NOT_DONE = new Version("", "");

  private final Path file;
  // Not a channel: an interrupted thread would close it for everybody.
  private final RandomAccessFile writer;

  /** What each recording's last line says; failed ones have {@link #NOT_DONE}. */
  private final Map<String, Version> versions = new HashMap<>();

  private boolean superseded;

  private Journal(Path file, RandomAccessFile writer) {
    this.file = file;
    this.writer = writer;
  }

  /** Opens the journal in this file, or begins one. */
  static Journal open(Path file) throws IOException {
    RandomAccessFile writer = new RandomAccessFile(file.toFile(), "rw");
    try {
      writer.setLength(endOfLastLine(writer));
      writer.seek(writer.length());
      Journal journal = new Journal(file, writer);
      journal.read();
      return journal;
    } catch (IOException | RuntimeException e) {
      writer.close();
      throw e;
    }
  }

  private static long endOfLastLine(RandomAccessFile file) throws IOException {
    for (long end = file.length(); end > 0; end--) {
      file.seek(end - 1);
      if (file.read() == '\n') {
        return end;
      }
    }
    return 0;
  }

  private void read() throws IOException {
    try (BufferedReader lines = lines(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        parse(line).ifPresentOrElse(this::remember, () -> superseded = true);
      }
    }
  }

  /** Lines of a journal; bytes that are no UTF-8 make a line that cannot be parsed, no failure. */
  static BufferedReader lines(Path file) throws IOException {
    return new BufferedReader(new InputStreamReader(Files.newInputStream(file), UTF_8));
  }

  /** An entry, or nothing where the line is none: lost power can leave such lines. */
  static Optional<JournalEntry> parse(String line) {
    try {
      @Nullable JournalEntry entry = JSON.readValue(line, JournalEntry.class);
      return entry == null || entry.file() == null ? Optional.empty() : Optional.of(entry);
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private void remember(JournalEntry entry) {
    Version version = entry.doneVersion().orElse(NOT_DONE);
    boolean again = versions.put(entry.file(), version) != null;
    superseded |= again;
  }

  /** Whether this version of the recording is done. */
  synchronized boolean isDone(String name, Version version) {
    return version.equals(versions.get(name));
  }

  /** Adds a line and waits until it is on the disk; adds nothing if that fails. */
  synchronized void append(JournalEntry entry) throws IOException {
    long before = writer.length();
    try {
      writer.write((JSON.writeValueAsString(entry) + "\n").getBytes(UTF_8));
      writer.getFD().sync();
    } catch (IOException e) {
      writer.setLength(before);
      writer.seek(before);
      throw e;
    }
    remember(entry);
  }

  /**
   * Leaves one line a recording, the last, and closes the journal. The file is replaced whole or
   * not at all.
   */
  synchronized void compact(OutputFiles files) throws IOException {
    close();
    if (superseded) {
      Map<String, Integer> last = new HashMap<>();
      eachLine((number, line) -> parse(line).ifPresent(entry -> last.put(entry.file(), number)));
      files.write(
          file,
          kept ->
              eachLine(
                  (number, line) -> {
                    if (parse(line)
                        .filter(entry -> last.getOrDefault(entry.file(), -1) == number)
                        .isPresent()) {
                      kept.write((line + "\n").getBytes(UTF_8));
                    }
                  }));
    }
  }

  private interface LineConsumer {
    void accept(int number, String line) throws IOException;
  }

  private void eachLine(LineConsumer consumer) throws IOException {
    try (BufferedReader lines = lines(file)) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        consumer.accept(number++, line);
      }
    }
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
