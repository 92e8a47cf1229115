package dev.quartzite.models.nemo;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.quartzite.models.nemo.StoredTensor.Storage;
import java.io.EOFException;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A checkpoint of PyTorch 1.6 and later: a zip archive of {@code NAME/data.pkl} and one entry
 * {@code NAME/data/KEY} a storage.
 */
final class ZipStorages implements Storages {
  private static final String PICKLE = "data.pkl";

  private static final int MOST_PICKLE_BYTES = 16 << 20;

  private final File file;
  private final ZipFile zip;
  private final String folder;
  private final ByteOrder order;
  private final Object root;

  private ZipStorages(File file, ZipFile zip, String name) throws IOException {
    this.file = file;
    this.zip = zip;
    ZipEntry pickle =
        zip.stream()
            .filter(entry -> entry.getName().endsWith("/" + PICKLE))
            .findFirst()
            .orElseThrow(() -> new NemoException(name, "is a zip archive without " + PICKLE));
    this.folder = pickle.getName().substring(0, pickle.getName().length() - PICKLE.length());
    ZipEntry byteOrder = zip.getEntry(folder + "byteorder");
    this.order =
        byteOrder != null && new String(bytes(byteOrder, 16), US_ASCII).strip().equals("big")
            ? ByteOrder.BIG_ENDIAN
            : ByteOrder.LITTLE_ENDIAN;
    try {
      this.root = new PickleReader(ByteBuffer.wrap(bytes(pickle, MOST_PICKLE_BYTES))).read();
    } catch (PickleException e) {
      throw new NemoException(name, "is refused: " + e.getMessage(), e);
    }
  }

  static ZipStorages open(Path file, String name) throws IOException {
    ZipFile zip;
    try {
      zip = new ZipFile(file.toFile());
    } catch (ZipException e) {
      throw new NemoException(
          name, "is damaged or truncated (%s): fetch it again".formatted(e.getMessage()), e);
    }
    try {
      return new ZipStorages(file.toFile(), zip, name);
    } catch (IOException e) {
      zip.close();
      throw new NemoException(name, "is damaged (%s)".formatted(e.getMessage()), e);
    } catch (RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  /** Reads an entry, at most so many bytes: what an archive says of its sizes may be wrong. */
  private byte[] bytes(ZipEntry entry, int most) throws IOException {
    if (entry.getMethod() != ZipEntry.STORED) {
      // So nothing unpacks to more than the file has. PyTorch compresses nothing.
      throw new IOException(
          "'%s' is compressed, which PyTorch does not do".formatted(entry.getName()));
    }
    if (entry.getSize() > file.length()) {
      throw new ZipException(
          "'%s' says that it has %d bytes, more than the archive"
              .formatted(entry.getName(), entry.getSize()));
    }
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] bytes = new byte[(int) Math.min(most, entry.getSize())];
      int read = in.readNBytes(bytes, 0, bytes.length);
      if (read < bytes.length) {
        throw new EOFException("'%s' ends after %d bytes".formatted(entry.getName(), read));
      }
      if (in.read() >= 0) {
        throw new IOException("'%s' has more than %d bytes".formatted(entry.getName(), most));
      }
      return bytes;
    }
  }

  @Override
  public Object root() {
    return root;
  }

  @Override
  public ByteBuffer read(Storage storage) throws IOException {
    ZipEntry entry = zip.getEntry(folder + "data/" + storage.key());
    if (entry == null) {
      throw new FileNotFoundException("there is no storage '%s'".formatted(storage.key()));
    }
    if (storage.bytes() > Integer.MAX_VALUE - 8) {
      throw new IOException("the storage has %d bytes".formatted(storage.bytes()));
    }
    return ByteBuffer.wrap(bytes(entry, (int) storage.bytes())).order(order);
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
