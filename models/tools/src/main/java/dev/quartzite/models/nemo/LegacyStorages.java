package dev.quartzite.models.nemo;

import dev.quartzite.models.nemo.StoredTensor.Storage;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A checkpoint of PyTorch before 1.6: pickles of a magic number, of the protocol, of the writer's
 * machine, of the tensors and of the storages' keys, and then each storage, its number of elements
 * (int64) first.
 */
final class LegacyStorages implements Storages {
  private static final long MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16).longValue();

  private final Object root;
  private final ByteOrder order;
  private final ByteBuffer file;
  private final Map<String, Integer> places = new HashMap<>();

  private LegacyStorages(ByteBuffer file, String name) {
    this.file = file;
    PickleReader pickles = new PickleReader(file);
    if (!pickles.read().equals(MAGIC)) {
      throw new PickleException("it does not begin with the number that PyTorch writes");
    }
    pickles.read();
    Object system = pickles.read();
    boolean littleEndian =
        !(system instanceof Map<?, ?> map && Boolean.FALSE.equals(map.get("little_endian")));
    this.order = littleEndian ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    this.root = pickles.read();
    Map<String, Storage> storages = storages(root);
    for (Object key : (List<?>) pickles.read()) {
      Storage storage = storages.get(key);
      if (storage == null || file.remaining() < Long.BYTES) {
        throw new NemoException(name, "is damaged or truncated at its storage '%s'".formatted(key));
      }
      long elements = file.order(order).getLong();
      if (elements != storage.elements() || storage.bytes() > file.remaining()) {
        throw new NemoException(
            name,
            "is damaged or truncated: a storage of %d bytes is cut off at %d"
                .formatted(storage.bytes(), file.remaining()));
      }
      places.put(storage.key(), file.position());
      file.position(file.position() + (int) storage.bytes());
    }
  }

  static LegacyStorages open(Path path, String name) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      if (channel.size() > Integer.MAX_VALUE) {
        throw new NemoException(name, "is larger than 2 GB, in the format before PyTorch 1.6");
      }
      ByteBuffer file = channel.map(MapMode.READ_ONLY, 0, channel.size());
      return new LegacyStorages(file, name);
    } catch (PickleException | ClassCastException e) {
      throw new NemoException(
          name, "is no checkpoint of PyTorch, or is refused: " + e.getMessage(), e);
    }
  }

  /** The storages of the tensors in a dictionary, or in one of its dictionaries. */
  private static Map<String, Storage> storages(Object root) {
    Map<String, Storage> storages = new HashMap<>();
    Stream.of(root)
        .flatMap(LegacyStorages::valuesOf)
        .flatMap(value -> Stream.concat(Stream.of(value), valuesOf(value)))
        .filter(StoredTensor.class::isInstance)
        .map(tensor -> ((StoredTensor) tensor).storage())
        .forEach(storage -> storages.put(storage.key(), storage));
    return storages;
  }

  private static Stream<?> valuesOf(Object value) {
    return value instanceof Map<?, ?> map ? map.values().stream() : Stream.empty();
  }

  @Override
  public Object root() {
    return root;
  }

  @Override
  public ByteBuffer read(Storage storage) {
    int start = places.getOrDefault(storage.key(), 0);
    return file.slice(start, (int) storage.bytes()).order(order);
  }

  /** The file is mapped; it is given back when nobody reads it any more. */
  @Override
  public void close() {}
}
