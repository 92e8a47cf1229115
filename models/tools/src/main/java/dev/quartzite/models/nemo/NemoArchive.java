package dev.quartzite.models.nemo;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

/**
 * The files of a {@code .nemo} archive that matter, copied out of it: configurations ({@code
 * .yaml}) and checkpoints ({@code .ckpt}, {@code .pt}). The archive is a tar, gzipped or not.
 * Copies get names of our own, so an archive decides neither where nor what is written; one that
 * tries to, by names that lead elsewhere or by links, is refused as a whole.
 */
final class NemoArchive {
  private static final int GZIP_MAGIC = 0x1f8b;
  private static final int TAR_MAGIC_OFFSET = 257;
  private static final byte[] TAR_MAGIC = {'u', 's', 't', 'a', 'r'};
  private static final int BLOCK = 512;

  /**
   * Kinds of entries that lie in the archive itself: files, by an old and a new mark, and folders.
   */
  private static final Set<Byte> PLAIN =
      Set.of(TarConstants.LF_OLDNORM, TarConstants.LF_NORMAL, TarConstants.LF_DIR);

  /** Far more than NeMo puts into an archive. */
  private static final int MOST_ENTRIES = 10_000;

  /** A Jasper 10x5 has 1.3 GB; what does not end after this is no archive of a network. */
  private static final long MOST_BYTES = 8L << 30;

  private static final String CONFIGURATION = "model_config.yaml";
  private static final List<String> MODULES = List.of("preprocessor", "encoder", "decoder");

  private static final long MOST_CONFIGURATION_BYTES = 4L << 20;

  private final Path source;
  private final Map<String, Path> files;

  private NemoArchive(Path source, Map<String, Path> files) {
    this.source = source;
    this.files = files;
  }

  /** Whether a file begins as an archive does: as a tar, or as anything gzipped. */
  static boolean isArchive(Path file) throws IOException {
    byte[] start;
    try (InputStream in = Files.newInputStream(file)) {
      start = in.readNBytes(BLOCK);
    }
    return isGzip(start) || isTar(start);
  }

  private static boolean isGzip(byte[] start) {
    return start.length > 1 && ((start[0] & 0xff) << 8 | (start[1] & 0xff)) == GZIP_MAGIC;
  }

  private static boolean isTar(byte[] start) {
    if (start.length < BLOCK) {
      return false;
    }
    for (int i = 0; i < TAR_MAGIC.length; i++) {
      if (start[TAR_MAGIC_OFFSET + i] != TAR_MAGIC[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Copies the files that matter into a folder.
   *
   * @throws NemoException if the archive is damaged, too large, or names a place outside of itself
   * @throws IOException if it cannot be read or the folder cannot be written
   */
  static NemoArchive unpack(Path archive, Path folder) throws IOException {
    Map<String, Path> files = new LinkedHashMap<>();
    try (InputStream in = open(archive);
        TarArchiveInputStream tar = new TarArchiveInputStream(in)) {
      int entries = 0;
      for (TarArchiveEntry entry = next(tar, archive); entry != null; entry = next(tar, archive)) {
        requireHarmless(entry, archive);
        if (++entries > MOST_ENTRIES) {
          throw new NemoException(
              archive.toString(), "has more than %d entries".formatted(MOST_ENTRIES));
        }
        String name = baseName(entry.getName());
        if (matters(name)) {
          Path copy = folder.resolve("entry-" + entries);
          copy(tar, entry, copy, archive);
          files.put(name, copy);
        }
      }
    }
    return new NemoArchive(archive, files);
  }

  private static InputStream open(Path archive) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(archive), 1 << 16);
    try {
      in.mark(2);
      boolean gzip = isGzip(in.readNBytes(2));
      in.reset();
      InputStream plain = gzip ? new GZIPInputStream(in, 1 << 16) : in;
      return new BoundedStream(plain, MOST_BYTES, archive.toString());
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  private static @Nullable TarArchiveEntry next(TarArchiveInputStream tar, Path archive) {
    try {
      return tar.getNextEntry();
    } catch (IOException | IllegalArgumentException e) {
      throw damaged(archive, e);
    }
  }

  private static NemoException damaged(Path archive, Exception e) {
    return new NemoException(
        archive.toString(),
        "is damaged or truncated, or no tar archive (%s): fetch it again".formatted(e.getMessage()),
        e);
  }

  private static void requireHarmless(TarArchiveEntry entry, Path archive) {
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

  private static String baseName(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  private static boolean matters(String name) {
    return name.endsWith(".yaml") || name.endsWith(".ckpt") || name.endsWith(".pt");
  }

  private static void copy(
      TarArchiveInputStream tar, TarArchiveEntry entry, Path copy, Path archive)
      throws IOException {
    try (OutputStream out = Files.newOutputStream(copy)) {
      byte[] buffer = new byte[1 << 16];
      while (true) {
        int count;
        try {
          count = tar.read(buffer, 0, buffer.length);
        } catch (IOException e) {
          throw damaged(archive, e);
        }
        if (count < 0) {
          break;
        }
        out.write(buffer, 0, count);
      }
    }
    if (Files.size(copy) != entry.getSize()) {
      throw new NemoException(
          archive.toString(),
          "is truncated: of '%s' it has %d bytes of %d"
              .formatted(entry.getName(), Files.size(copy), entry.getSize()));
    }
  }

  /**
   * The model's configuration: {@code model_config.yaml}, or before 1.0 a file with the name of the
   * model's class.
   */
  Section configuration() throws IOException {
    String name =
        names(".yaml")
            .filter(yaml -> !yaml.endsWith("_graph.yaml"))
            .min(Comparator.comparing(yaml -> !yaml.equals(CONFIGURATION)))
            .orElseThrow(() -> missing("configuration", CONFIGURATION));
    Path copy = require(name);
    if (Files.size(copy) > MOST_CONFIGURATION_BYTES) {
      throw new NemoException(
          name,
          "has %d bytes, at most %d are read"
              .formatted(Files.size(copy), MOST_CONFIGURATION_BYTES));
    }
    try {
      return Section.parse(Files.readString(copy), name);
    } catch (CharacterCodingException e) {
      throw new NemoException(name, "is not UTF-8 text", e);
    }
  }

  /**
   * Opens the checkpoint: {@code model_weights.ckpt}, or before 1.0 one a module, whose tensors
   * lack the name of the module.
   */
  Checkpoint checkpoint() throws IOException {
    Optional<String> whole = names(".ckpt").findFirst();
    if (whole.isPresent()) {
      return Checkpoint.open(List.of(new Checkpoint.File("", whole.get(), require(whole.get()))));
    }
    List<Checkpoint.File> modules = new ArrayList<>();
    for (String module : MODULES) {
      names(".pt")
          .filter(name -> name.toLowerCase(Locale.ROOT).contains(module))
          .findFirst()
          .ifPresent(name -> modules.add(new Checkpoint.File(module + ".", name, require(name))));
    }
    if (modules.isEmpty()) {
      throw missing("checkpoint", "model_weights.ckpt");
    }
    return Checkpoint.open(modules);
  }

  private Stream<String> names(String ending) {
    return files.keySet().stream().filter(name -> name.endsWith(ending));
  }

  private Path require(String name) {
    return Objects.requireNonNull(files.get(name));
  }

  private NemoException missing(String what, String name) {
    return new NemoException(
        source.toString(),
        "has no %s (%s), only %s: it is no archive of a NeMo model"
            .formatted(what, name, files.keySet()));
  }
}
