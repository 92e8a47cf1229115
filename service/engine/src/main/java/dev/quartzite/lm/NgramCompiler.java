package dev.quartzite.lm;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * Compiles ARPA files to the form that {@link NgramLanguageModel} maps into memory. It holds all
 * n-grams: 20 bytes each, 12 more for those of the order being read, and the vocabulary.
 */
public final class NgramCompiler {
  private final NgramTables ngrams;
  private final LetterTrie letters;

  private NgramCompiler(NgramTables ngrams) {
    this.ngrams = ngrams;
    this.letters = new LetterTrie(ngrams.words().sorted());
  }

  /**
   * Compiles a file into another, which is either complete or not there.
   *
   * @param arpa plain or gzip
   * @throws LanguageModelException if this is no ARPA file, or its n-grams make no model
   * @throws IOException if a file cannot be read or written
   */
  public static void compile(Path arpa, Path target) throws IOException {
    NgramCompiler compiler = new NgramCompiler(NgramTables.read(arpa));
    Path folder = target.toAbsolutePath().getParent();
    Path unfinished = Files.createTempFile(folder, target.getFileName().toString(), ".part");
    try {
      try (OutputStream out = Files.newOutputStream(unfinished)) {
        compiler.write(out);
      }
      Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  /** Compiles a file in memory. */
  static byte[] compile(Path arpa) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new NgramCompiler(NgramTables.read(arpa)).write(out);
    return out.toByteArray();
  }

  private void write(OutputStream out) throws IOException {
    WordTable words = ngrams.words();
    BinaryHeader header =
        new BinaryHeader(
            0,
            words.unknown(),
            words.start(),
            words.end(),
            letters.characters(),
            letters.nodes(),
            ngrams.counts());
    // The body is packed twice, first for its checksum, so that the file is written in one go.
    CheckedOutputStream body =
        new CheckedOutputStream(OutputStream.nullOutputStream(), new CRC32C());
    writeBody(header, body);
    out.write(header.withBodyChecksum((int) body.getChecksum().getValue()).encode());
    writeBody(header, out);
  }

  private void writeBody(BinaryHeader header, OutputStream out) throws IOException {
    BinaryLayout layout = new BinaryLayout(header);
    BufferedOutputStream buffered = new BufferedOutputStream(out, 1 << 16);
    RecordWriter records = new RecordWriter(buffered);
    letters.writeCharacters(records);
    letters.writeNodes(records, layout.trieFields());
    for (int order = 1; order <= header.order(); order++) {
      ngrams.ofOrder(order).write(records, layout.fields(order));
    }
    buffered.write(new byte[Long.BYTES]);
    buffered.flush();
  }
}
