package dev.quartzite.models.nemo;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A tensor as a checkpoint describes it: a view of a storage.
 *
 * @param storage where its numbers lie
 * @param offset of its first number in the storage, in numbers
 * @param shape numbers along each axis
 * @param strides distance in the storage from a number to the next along each axis, in numbers
 */
record StoredTensor(Storage storage, long offset, List<Long> shape, List<Long> strides) {

  /**
   * A run of numbers that tensors share.
   *
   * @param type of each number
   * @param key its name in the checkpoint
   * @param elements how many numbers it has
   */
  record Storage(ElementType type, String key, long elements) {
    /** Checks that its size is one. */
    Storage {
      if (elements < 0 || elements > Long.MAX_VALUE / Double.BYTES) {
        throw new PickleException("a storage has %d numbers".formatted(elements));
      }
    }

    long bytes() {
      return elements * type.size();
    }
  }

  /** Checks that every number lies within the storage. */
  StoredTensor {
    shape = List.copyOf(shape);
    strides = List.copyOf(strides);
    if (shape.size() != strides.size() || offset < 0) {
      throw new IllegalArgumentException(
          "a tensor of shape %s has strides %s and offset %d".formatted(shape, strides, offset));
    }
    long last = offset;
    long size = 1;
    for (int axis = 0; axis < shape.size(); axis++) {
      if (shape.get(axis) < 0 || strides.get(axis) < 0) {
        throw new IllegalArgumentException(
            "a tensor has shape %s and strides %s".formatted(shape, strides));
      }
      size = Math.multiplyExact(size, shape.get(axis));
      last = Math.addExact(last, Math.multiplyExact(shape.get(axis) - 1, strides.get(axis)));
    }
    if (size > 0 && (last >= storage.elements() || size > storage.elements())) {
      throw new IllegalArgumentException(
          "a tensor of shape %s, strides %s and offset %d reaches beyond its %d numbers"
              .formatted(shape, strides, offset, storage.elements()));
    }
  }

  /** How many numbers it has. */
  int size() {
    return Math.toIntExact(shape.stream().reduce(1L, Math::multiplyExact));
  }

  /**
   * Its numbers as float32, little-endian and row-major, out of the bytes of its storage: a part of
   * these where they are just that, else a copy.
   */
  ByteBuffer read(ByteBuffer bytes) {
    int length = Math.multiplyExact(size(), Float.BYTES);
    if (isFloat32(bytes.order()) && isRowMajor() && 2L * size() >= storage.elements()) {
      int start = Math.toIntExact(offset * Float.BYTES);
      return bytes.slice(start, length).order(ByteOrder.LITTLE_ENDIAN);
    }
    ByteBuffer values = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    convert(bytes, values);
    return values.flip();
  }

  private boolean isFloat32(ByteOrder order) {
    return storage.type() == ElementType.FLOAT32 && order == ByteOrder.LITTLE_ENDIAN;
  }

  private boolean isRowMajor() {
    long expected = 1;
    for (int axis = shape.size() - 1; axis >= 0; axis--) {
      if (shape.get(axis) != 1 && strides.get(axis) != expected) {
        return false;
      }
      expected *= shape.get(axis);
    }
    return true;
  }

  private void convert(ByteBuffer bytes, ByteBuffer values) {
    long[] place = new long[shape.size()];
    long index = offset;
    while (values.hasRemaining()) {
      values.putFloat((float) storage.type().at(bytes, (int) index));
      for (int axis = place.length - 1; axis >= 0; axis--) {
        index += strides.get(axis);
        if (++place[axis] < shape.get(axis)) {
          break;
        }
        index -= strides.get(axis) * shape.get(axis);
        place[axis] = 0;
      }
    }
  }
}
