package dev.quartzite.models.nemo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A PyTorch checkpoint: tensors by name, read from its files one by one as they are asked for. Both
 * formats of {@code torch.save} are read: the zip archive of PyTorch 1.6 and later, and the row of
 * pickles before. It keeps the files open until it is closed. Not safe for use by several threads.
 */
final class Checkpoint implements AutoCloseable {
  /** Where a Lightning checkpoint keeps its tensors. */
  private static final String STATE = "state_dict";

  /**
   * One of a checkpoint's files.
   *
   * @param prefix of its tensors' names in the checkpoint, which they lack in the file
   * @param name for messages
   */
  record File(String prefix, String name, Path path) {}

  /** A tensor and where its numbers are. */
  private record Located(StoredTensor tensor, Storages storages, String file) {}

  private final List<Storages> opened = new ArrayList<>();
  private final Map<String, Located> tensors = new LinkedHashMap<>();

  private Checkpoint() {}

  /**
   * Opens a checkpoint.
   *
   * @throws NemoException if it is damaged, of no format known, or asks for anything but tensors
   */
  static Checkpoint open(List<File> files) throws IOException {
    Checkpoint checkpoint = new Checkpoint();
    try {
      for (File file : files) {
        checkpoint.add(file);
      }
    } catch (IOException | RuntimeException e) {
      checkpoint.close();
      throw e;
    }
    return checkpoint;
  }

  private void add(File file) throws IOException {
    Storages storages =
        isZip(file.path())
            ? ZipStorages.open(file.path(), file.name())
            : LegacyStorages.open(file.path(), file.name());
    opened.add(storages);
    Object root = storages.root();
    Object state =
        root instanceof Map<?, ?> map && map.get(STATE) instanceof Map<?, ?> inner ? inner : root;
    int before = tensors.size();
    if (state instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        if (entry.getKey() instanceof String name && entry.getValue() instanceof StoredTensor t) {
          tensors.put(file.prefix() + name, new Located(t, storages, file.name()));
        }
      }
    }
    if (tensors.size() == before) {
      throw new NemoException(file.name(), "holds no tensors by name");
    }
  }

  private static boolean isZip(Path file) throws IOException {
    ByteBuffer start = ByteBuffer.allocate(2);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      channel.read(start);
    }
    return start.get(0) == 'P' && start.get(1) == 'K';
  }

  /** The names of all tensors, in the order of the files. */
  Set<String> names() {
    return tensors.keySet();
  }

  /** The shape of a tensor, if it is there. */
  Optional<List<Long>> shape(String tensor) {
    return Optional.ofNullable(tensors.get(tensor)).map(located -> located.tensor().shape());
  }

  /**
   * The numbers of a tensor as float32, little-endian and row-major.
   *
   * @throws NemoException if the tensor is not there or the file is damaged
   */
  ByteBuffer values(String tensor) {
    Located located = tensors.get(tensor);
    if (located == null) {
      throw new NemoException("the checkpoint", "has no tensor '%s'".formatted(tensor));
    }
    StoredTensor.Storage storage = located.tensor().storage();
    ByteBuffer bytes;
    try {
      bytes = located.storages().read(storage);
    } catch (IOException e) {
      throw new NemoException(
          located.file(), "is damaged at '%s' (%s)".formatted(tensor, e.getMessage()), e);
    }
    if (bytes.remaining() < storage.bytes()) {
      throw new NemoException(
          located.file(),
          "is damaged: '%s' has %d bytes where %d are expected"
              .formatted(tensor, bytes.remaining(), storage.bytes()));
    }
    return located.tensor().read(bytes);
  }

  @Override
  public void close() throws IOException {
    for (Storages storages : opened) {
      storages.close();
    }
  }
}
