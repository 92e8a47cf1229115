package dev.quartzite.models.nemo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** One of the archives that {@code make_nemo_archives.py} made, to be changed and written again. */
public final class TestArchive {
  public static final String CONFIGURATION = "./model_config.yaml";
  public static final String WEIGHTS = "./model_weights.ckpt";

  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private final Map<String, Byte> links = new LinkedHashMap<>();

  /** A file beside the archives. */
  public static Path resource(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(TestArchive.class.getResource("/nemo/" + name), name).toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /** Unpacks a gzipped archive. */
  public static TestArchive of(String name) throws IOException {
    TestArchive archive = new TestArchive();
    try (InputStream in = new GZIPInputStream(Files.newInputStream(resource(name)));
        TarArchiveInputStream tar = new TarArchiveInputStream(in)) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (entry.isFile()) {
          archive.files.put(entry.getName(), tar.readAllBytes());
        }
      }
    }
    return archive;
  }

  public TestArchive with(String name, byte[] content) {
    files.put(name, content);
    return this;
  }

  public TestArchive without(String name) {
    files.remove(name);
    return this;
  }

  /** Adds a link of a kind of {@link TarArchiveEntry}. */
  public TestArchive withLink(String name, byte kind) {
    links.put(name, kind);
    return this;
  }

  /** Changes the configuration's text; the change has to change something. */
  public TestArchive configured(String from, String to) {
    String before = new String(Objects.requireNonNull(files.get(CONFIGURATION)), UTF_8);
    String after = before.replaceFirst(from, to);
    if (after.equals(before)) {
      throw new IllegalArgumentException("the configuration has no '" + from + "'");
    }
    return with(CONFIGURATION, after.getBytes(UTF_8));
  }

  /** Adds a line to the end of the configuration. */
  public TestArchive configuredWith(String line) {
    String before = new String(Objects.requireNonNull(files.get(CONFIGURATION)), UTF_8);
    return with(CONFIGURATION, (before + line + "\n").getBytes(UTF_8));
  }

  public byte[] file(String name) {
    return Objects.requireNonNull(files.get(name));
  }

  /** Changes the pickle of the checkpoint. */
  public TestArchive pickled(UnaryOperator<byte[]> change) throws IOException {
    ByteArrayOutputStream changed = new ByteArrayOutputStream();
    try (ZipFile in = ZipFile.builder().setByteArray(file(WEIGHTS)).get();
        ZipOutputStream out = new ZipOutputStream(changed)) {
      for (ZipArchiveEntry entry : Collections.list(in.getEntries())) {
        byte[] content = in.getInputStream(entry).readAllBytes();
        boolean pickle = entry.getName().endsWith("/data.pkl");
        store(out, entry.getName(), pickle ? change.apply(content) : content);
      }
    }
    return with(WEIGHTS, changed.toByteArray());
  }

  private static void store(ZipOutputStream out, String name, byte[] content) throws IOException {
    CRC32 checksum = new CRC32();
    checksum.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(checksum.getValue());
    out.putNextEntry(entry);
    out.write(content);
    out.closeEntry();
  }

  /** Writes the archive, not gzipped. */
  public Path write(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
      for (Map.Entry<String, Byte> link : links.entrySet()) {
        TarArchiveEntry entry = new TarArchiveEntry(link.getKey(), link.getValue());
        entry.setLinkName("/etc/passwd");
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
      }
      for (Map.Entry<String, byte[]> content : files.entrySet()) {
        TarArchiveEntry entry = new TarArchiveEntry(content.getKey(), true);
        entry.setSize(content.getValue().length);
        tar.putArchiveEntry(entry);
        tar.write(content.getValue());
        tar.closeArchiveEntry();
      }
    }
    return file;
  }
}
