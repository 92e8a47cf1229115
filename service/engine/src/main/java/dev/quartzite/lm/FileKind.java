package dev.quartzite.lm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** Files that are given for ARPA files by mistake, known by their first bytes. */
final class FileKind {
  private static final String GZIP = "\u001f\u008b";

  /** Beginnings, lower-case, and what to say. */
  private static final Map<String, String> OTHERS =
      Map.ofEntries(
          Map.entry(
              "mmap lm http://kheafield.com/code",
              "a KenLM binary file, which fits KenLM alone; give the ARPA file that it was built"
                  + " from"),
          Map.entry("<!doctype", "an HTML page: the download gave a web page in place of the file"),
          Map.entry("<html", "an HTML page: the download gave a web page in place of the file"),
          Map.entry(
              "version https://git-lfs",
              "a Git LFS pointer in place of the file; fetch it with 'git lfs pull'"),
          Map.entry("pk\u0003\u0004", "a zip archive; unpack it first"),
          Map.entry("bzh", "a bzip2 file; unpack it first"),
          Map.entry("\u00fd7zxz", "an xz file; unpack it first"),
          Map.entry("(\u00b5/\u00fd", "a zstd file; unpack it first"));

  private FileKind() {}

  static boolean isGzip(byte[] head) {
    return text(head).startsWith(GZIP);
  }

  /**
   * Refuses what is surely no ARPA file.
   *
   * @param head the first bytes
   */
  static void refuseKnown(byte[] head, Object file) {
    String text = text(head).stripLeading().toLowerCase(Locale.ROOT);
    OTHERS.forEach(
        (beginning, what) -> {
          if (text.startsWith(beginning)) {
            throw wrong(file, what);
          }
        });
    if (head.length >= Long.BYTES
        && ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getLong() == BinaryHeader.MAGIC) {
      throw wrong(file, "a language model that is compiled already");
    }
    if (text.indexOf(0) >= 0) {
      throw wrong(file, "binary content");
    }
  }

  private static String text(byte[] head) {
    return new String(head, StandardCharsets.ISO_8859_1);
  }

  private static LanguageModelException wrong(Object file, String what) {
    return new LanguageModelException(file, "expected an ARPA file, plain or gzip, found " + what);
  }
}
