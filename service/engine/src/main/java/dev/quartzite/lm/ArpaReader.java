package dev.quartzite.lm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a back-off language model in the ARPA format, plain or gzip, n-gram by n-gram in the file's
 * order. The file's base-10 logarithms leave as natural ones. One thread at a time.
 *
 * <pre>{@code
 * try (ArpaReader arpa = ArpaReader.open(file)) {
 *   while (arpa.next()) {
 *     use(arpa.words(), arpa.logProb(), arpa.backOff());
 *   }
 * }
 * }</pre>
 *
 * Every fault is a {@link LanguageModelException} with the line, what was expected there and what
 * was found.
 */
public final class ArpaReader implements AutoCloseable {
  private static final double LN_10 = Math.log(10);
  private static final Pattern COUNT = Pattern.compile("ngram\\s+(\\d+)\\s*=\\s*(\\d{1,18})\\s*");
  private static final String DATA = "\\data\\";
  private static final String END = "\\end\\";

  private final TextLines lines;
  private final List<Long> counts = new ArrayList<>();
  private final List<String> words = new ArrayList<>();
  private int order;
  private long seen;
  private float logProb;
  private float backOff;

  private ArpaReader(TextLines lines) {
    this.lines = lines;
  }

  /**
   * Opens a file and reads its head.
   *
   * @throws LanguageModelException if this is no ARPA file; what is in its place is named if it is
   *     something that is often met with
   * @throws IOException if the file cannot be read
   */
  public static ArpaReader open(Path file) throws IOException {
    ArpaReader reader = new ArpaReader(TextLines.open(file));
    try {
      reader.readCounts();
      return reader;
    } catch (IOException | RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  /** The number of n-grams of each order from 1 that the file announces. */
  public List<Long> counts() {
    return List.copyOf(counts);
  }

  /**
   * Goes to the next n-gram.
   *
   * @return whether there is one
   */
  public boolean next() throws IOException {
    String line = content();
    while (line.startsWith("\\")) {
      if (!beginSection(line)) {
        return false;
      }
      line = content();
    }
    if (++seen > announced()) {
      throw fault(announced() + " %d-grams as announced".formatted(order), "one more: " + line);
    }
    parse(line);
    return true;
  }

  /** Checks that all n-grams have been read and that the file says so. */
  void expectEnd() throws IOException {
    if (next()) {
      throw fault(END, "more n-grams");
    }
  }

  /** Number of words in this n-gram. */
  public int order() {
    return order;
  }

  /** The words of this n-gram. The list is filled anew by {@link #next()}. */
  public List<String> words() {
    return words;
  }

  /** ln P(last word | words before), natural log. */
  public float logProb() {
    return logProb;
  }

  /** The back-off weight of this n-gram as a history, natural log; 0 where the file has none. */
  public float backOff() {
    return backOff;
  }

  /** A fault at the line of this n-gram. */
  LanguageModelException fault(String expected, String found) {
    return lines.fault("expected " + expected + ", found " + found);
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }

  private void readCounts() throws IOException {
    @Nullable String line = lines.next();
    @Nullable String first = line;
    while (line != null && !line.strip().equals(DATA)) {
      line = lines.next();
    }
    if (line == null) {
      throw fault(
          "a line " + DATA, first == null ? "an empty file" : "none; the file begins: " + first);
    }
    line = content();
    for (Matcher count = COUNT.matcher(line); count.matches(); count = COUNT.matcher(line)) {
      if (!count.group(1).equals(String.valueOf(counts.size() + 1))) {
        throw fault("the number of %d-grams".formatted(counts.size() + 1), line);
      }
      counts.add(Long.parseLong(count.group(2)));
      line = content();
    }
    if (counts.isEmpty()) {
      throw fault("a line like 'ngram 1=5000'", line);
    }
    beginSection(line);
  }

  /** Takes a line that begins with a backslash; false for the end of the file's content. */
  private boolean beginSection(String line) {
    if (seen != announced()) {
      throw fault(
          announced() + " %d-grams as announced".formatted(order), seen + " before " + line);
    }
    String expected = order == counts.size() ? END : "\\%d-grams:".formatted(order + 1);
    if (!line.strip().equals(expected)) {
      throw fault(expected, line);
    }
    order++;
    seen = 0;
    return order <= counts.size();
  }

  private long announced() {
    return order == 0 ? 0 : counts.get(order - 1);
  }

  private void parse(String line) {
    words.clear();
    List<String> fields = fields(line);
    int weights = fields.size() - order;
    if (weights < 1 || weights > (order < counts.size() ? 2 : 1)) {
      throw fault(
          "a log-probability, %d words%s"
              .formatted(order, order < counts.size() ? " and perhaps a back-off weight" : ""),
          fields.size() + " fields: " + line);
    }
    logProb = number(fields.get(0), line);
    if (logProb > 0) {
      throw fault("a log-probability of 0 or less", line);
    }
    backOff = weights == 2 ? number(fields.get(order + 1), line) : 0;
    words.addAll(fields.subList(1, order + 1));
  }

  private static List<String> fields(String line) {
    List<String> fields = new ArrayList<>();
    int begin = 0;
    for (int i = 0; i <= line.length(); i++) {
      if (i == line.length() || line.charAt(i) == ' ' || line.charAt(i) == '\t') {
        if (i > begin) {
          fields.add(line.substring(begin, i));
        }
        begin = i + 1;
      }
    }
    return fields;
  }

  private float number(String field, String line) {
    try {
      double number = Double.parseDouble(field) * LN_10;
      if (!Double.isNaN(number)) {
        return (float) number;
      }
    } catch (NumberFormatException e) {
      // The same fault as a number that is none.
    }
    throw fault("a number, base-10 logarithm", "'" + field + "' in: " + line);
  }

  /** The next line that is not blank. */
  private String content() throws IOException {
    @Nullable String line = lines.next();
    while (line != null && line.isBlank()) {
      line = lines.next();
    }
    if (line == null) {
      throw fault(
          END + " at the end",
          "the file ends after %d of %d %d-grams: half a download?"
              .formatted(seen, announced(), order));
    }
    return line;
  }
}
