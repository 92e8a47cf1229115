package dev.quartzite.models.onnx;

import dev.quartzite.math.FloatMatrix;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** What a network gave for a batch, as it came. */
final class NetworkOutput {
  private final FloatBuffer values;
  private final long[] shape;

  NetworkOutput(FloatBuffer values, long[] shape) {
    this.values = values;
    this.shape = shape.clone();
  }

  int axes() {
    return shape.length;
  }

  int size(int axis) {
    return (int) shape[axis];
  }

  /** The values of one recording, {@code [second axis × third axis]}. */
  FloatMatrix item(int index) {
    float[] item = new float[size(1) * size(2)];
    values.get(index * item.length, item);
    return FloatMatrix.wrap(size(1), size(2), item);
  }

  @Override
  public String toString() {
    return Arrays.toString(shape);
  }
}
