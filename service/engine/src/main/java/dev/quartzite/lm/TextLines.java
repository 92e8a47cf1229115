package dev.quartzite.lm;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** The lines of a UTF-8 text, plain or gzip, with their numbers. One thread at a time. */
final class TextLines implements AutoCloseable {
  private static final int BUFFER = 1 << 16;
  private static final int HEAD = 64;

  private final Path file;
  private final BufferedReader reader;
  private long number;

  private TextLines(Path file, InputStream content) {
    this.file = file;
    // A decoder of its own, since the usual one replaces what is not UTF-8 without a word.
    reader =
        new BufferedReader(
            new InputStreamReader(content, StandardCharsets.UTF_8.newDecoder()), BUFFER);
  }

  /**
   * Opens a file, unpacking gzip by its first bytes.
   *
   * @throws LanguageModelException if it begins like another kind of file
   */
  static TextLines open(Path file) throws IOException {
    InputStream stream = Files.newInputStream(file);
    try {
      InputStream content = new BufferedInputStream(stream, BUFFER);
      byte[] head = head(content);
      if (FileKind.isGzip(head)) {
        content = new BufferedInputStream(new GZIPInputStream(content, BUFFER), BUFFER);
        head = head(content);
      }
      FileKind.refuseKnown(head, file);
      return new TextLines(file, content);
    } catch (EOFException | ZipException e) {
      stream.close();
      throw unpacking(file, 1, e);
    } catch (IOException | RuntimeException e) {
      stream.close();
      throw e;
    }
  }

  private static byte[] head(InputStream content) throws IOException {
    content.mark(HEAD);
    byte[] head = content.readNBytes(HEAD);
    content.reset();
    return head;
  }

  /** The next line, or null after the last. */
  @Nullable String next() throws IOException {
    number++;
    try {
      return reader.readLine();
    } catch (EOFException | ZipException e) {
      throw unpacking(file, number, e);
    } catch (CharacterCodingException e) {
      throw new LanguageModelException(
          file, number, "expected text in UTF-8, found other bytes here or soon after", e);
    }
  }

  private static LanguageModelException unpacking(Path file, long line, IOException cause) {
    return new LanguageModelException(
        file,
        line,
        "expected more of the gzip stream, found it cut short or damaged (%s): half a download?"
            .formatted(cause.getMessage()),
        cause);
  }

  /** A fault at the line that {@link #next()} gave. */
  LanguageModelException fault(String message) {
    return new LanguageModelException(file, number, message, null);
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
