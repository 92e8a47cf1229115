package dev.quartzite.models.nemo;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a tar, gzipped or not, from somebody who is not trusted: one with a name that
 * leads elsewhere, with a link or a device is refused, and so is what unpacks to too much.
 */
final class TarStream implements AutoCloseable {
  private static final byte[] GZIP_MAGIC = {0x1f, (byte) 0x8b};
  private static final byte[] TAR_MAGIC = {'u', 's', 't', 'a', 'r'};
  private static final int TAR_MAGIC_OFFSET = 257;
  private static final int BLOCK = 512;
  private static final int BUFFER = 1 << 16;

  /**
   * Kinds of entries that lie in the archive itself: files, by an old and a new mark, and folders.
   */
  private static final Set<Byte> PLAIN =
      Set.of(TarConstants.LF_OLDNORM, TarConstants.LF_NORMAL, TarConstants.LF_DIR);

  /** Far more than NeMo puts into an archive. */
  private static final int MOST_ENTRIES = 10_000;

  /** A Jasper 10x5 has 1.3 GB; what does not end after this is no archive of a network. */
  private static final long MOST_BYTES = 8L << 30;

  /** A header with a long name before it, which is read into memory. */
  private static final long MOST_HEADER_BYTES = 1 << 20;

  private final Path archive;
  private final BoundedStream bytes;
  private final TarArchiveInputStream tar;
  private int entries;

  /**
   * Opens an archive.
   *
   * @throws IOException if it cannot be read
   */
  TarStream(Path archive) throws IOException {
    this.archive = archive;
    this.bytes = new BoundedStream(open(archive), MOST_BYTES, archive.toString());
    this.tar = new TarArchiveInputStream(bytes);
  }

  private static InputStream open(Path archive) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(archive), BUFFER);
    try {
      in.mark(GZIP_MAGIC.length);
      boolean gzip = isGzip(in.readNBytes(GZIP_MAGIC.length));
      in.reset();
      return gzip ? new GZIPInputStream(in, BUFFER) : in;
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  /** Whether a file begins as a tar, or as anything gzipped. */
  static boolean isArchive(Path file) throws IOException {
    byte[] start;
    try (InputStream in = Files.newInputStream(file)) {
      start = in.readNBytes(BLOCK);
    }
    return isGzip(start) || isTar(start);
  }

  private static boolean isGzip(byte[] start) {
    return startsWith(start, 0, GZIP_MAGIC);
  }

  private static boolean isTar(byte[] start) {
    return start.length == BLOCK && startsWith(start, TAR_MAGIC_OFFSET, TAR_MAGIC);
  }

  private static boolean startsWith(byte[] bytes, int from, byte[] magic) {
    int to = from + magic.length;
    return bytes.length >= to && Arrays.equals(bytes, from, to, magic, 0, magic.length);
  }

  /**
   * The next entry, a file or a folder; null at the end.
   *
   * @throws NemoException if the archive is damaged, too large, or names a place outside of itself
   */
  @Nullable TarArchiveEntry next() {
    TarArchiveEntry entry;
    try {
      if (tar.getCurrentEntry() != null) {
        tar.transferTo(OutputStream.nullOutputStream());
      }
      bytes.restrict(MOST_HEADER_BYTES);
      entry = tar.getNextEntry();
      bytes.lift();
    } catch (IOException | IllegalArgumentException e) {
      throw damaged(e);
    }
    if (entry != null) {
      requireHarmless(entry);
      if (++entries > MOST_ENTRIES) {
        throw new NemoException(
            archive.toString(), "has more than %d entries".formatted(MOST_ENTRIES));
      }
    }
    return entry;
  }

  private void requireHarmless(TarArchiveEntry entry) {
    String name = entry.getName();
    boolean leadsOut = name.startsWith("/") || name.contains("\\") || name.contains(":");
    for (String part : name.split("/", -1)) {
      leadsOut |= part.equals("..");
    }
    if (leadsOut) {
      throw new NemoException(
          archive.toString(),
          "names '%s', a place outside of itself: it is not what NeMo writes, and was refused"
              .formatted(name));
    }
    if (!PLAIN.contains(entry.getLinkFlag())) {
      throw new NemoException(
          archive.toString(),
          "holds '%s', which is neither a plain file nor a folder: it is not what NeMo writes, and was refused"
              .formatted(name));
    }
  }

  /**
   * Copies what is in the entry that {@link #next} gave last.
   *
   * @throws NemoException if the archive is damaged or too large
   * @throws IOException if the copy cannot be written
   */
  void copy(Path copy) throws IOException {
    try (OutputStream out = Files.newOutputStream(copy)) {
      byte[] buffer = new byte[BUFFER];
      for (int count = read(buffer); count >= 0; count = read(buffer)) {
        out.write(buffer, 0, count);
      }
    }
  }

  private int read(byte[] buffer) {
    try {
      return tar.read(buffer, 0, buffer.length);
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  private NemoException damaged(Exception e) {
    return new NemoException(
        archive.toString(),
        "is damaged or truncated, or no tar archive (%s): fetch it again".formatted(e.getMessage()),
        e);
  }

  @Override
  public void close() throws IOException {
    tar.close();
  }
}
