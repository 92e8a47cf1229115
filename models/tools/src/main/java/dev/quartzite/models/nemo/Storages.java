package dev.quartzite.models.nemo;

import dev.quartzite.models.nemo.StoredTensor.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The numbers of a checkpoint's tensors, and the pickle that says what they are. */
interface Storages extends AutoCloseable {
  /** What the pickle holds. */
  Object root();

  /** The bytes of a storage, from 0 on, in the byte order in which they were written. */
  ByteBuffer read(Storage storage) throws IOException;

  @Override
  void close() throws IOException;
}
