package dev.quartzite.models.nemo;

import java.nio.ByteBuffer;
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
    long bytes() {
      return Math.multiplyExact(elements, (long) type.size());
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

  /** Its numbers, row-major, out of the bytes of its storage. */
  float[] read(ByteBuffer bytes) {
    float[] values = new float[size()];
    long[] place = new long[shape.size()];
    long index = offset;
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) storage.type().at(bytes, (int) index);
      for (int axis = place.length - 1; axis >= 0; axis--) {
        index += strides.get(axis);
        if (++place[axis] < shape.get(axis)) {
          break;
        }
        index -= strides.get(axis) * shape.get(axis);
        place[axis] = 0;
      }
    }
    return values;
  }
}
