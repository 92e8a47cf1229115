package dev.quartzite.models.onnx;

import ai.onnxruntime.platform.Fp16Conversions;
import com.google.protobuf.UnsafeByteOperations;
import dev.quartzite.models.onnx.proto.TensorProto;
import dev.quartzite.models.onnx.proto.TensorProto.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.LongStream;

/**
 * Weights and constants as arrays, and back. ONNX stores them little-endian in one piece or, more
 * rarely, as lists of numbers; both are read, the first is written.
 */
final class Tensors {
  private Tensors() {}

  /** Number of values. */
  static int size(TensorProto tensor) {
    return Math.toIntExact(tensor.getDimsList().stream().reduce(1L, Math::multiplyExact));
  }

  /**
   * The values of a float32, float16 or float64 tensor, row-major.
   *
   * @throws GraphException if it is of another type, or has more or fewer values than its shape
   */
  static float[] floats(TensorProto tensor) {
    ByteBuffer raw = raw(tensor);
    return switch (tensor.getDataType()) {
      case DataType.FLOAT_VALUE ->
          tensor.hasRawData()
              ? rawFloats(tensor, raw)
              : floats(tensor, tensor.getFloatDataCount(), tensor::getFloatData);
      case DataType.FLOAT16_VALUE ->
          tensor.hasRawData()
              ? floats(tensor, raw.limit() / 2.0, i -> fromHalf(raw.getShort(2 * i)))
              : floats(tensor, tensor.getInt32DataCount(), i -> fromHalf(tensor.getInt32Data(i)));
      case DataType.DOUBLE_VALUE ->
          floats(tensor, raw.limit() / 8.0, i -> (float) raw.getDouble(8 * i));
      default -> throw wrongType(tensor, "floating-point numbers");
    };
  }

  private static float[] rawFloats(TensorProto tensor, ByteBuffer raw) {
    requireCount(tensor, raw.limit() / 4.0);
    float[] values = new float[size(tensor)];
    raw.asFloatBuffer().get(values);
    return values;
  }

  private static float[] floats(TensorProto tensor, double available, IntFunction<Float> at) {
    requireCount(tensor, available);
    float[] values = new float[size(tensor)];
    for (int i = 0; i < values.length; i++) {
      values[i] = at.apply(i);
    }
    return values;
  }

  /**
   * The values of an int64 or int32 tensor.
   *
   * @throws GraphException if it is of another type, or has more or fewer values than its shape
   */
  static List<Long> integers(TensorProto tensor) {
    ByteBuffer raw = raw(tensor);
    return switch (tensor.getDataType()) {
      case DataType.INT64_VALUE ->
          tensor.hasRawData()
              ? integers(tensor, raw.limit() / 8.0, i -> raw.getLong(8 * i))
              : integers(tensor, tensor.getInt64DataCount(), tensor::getInt64Data);
      case DataType.INT32_VALUE ->
          tensor.hasRawData()
              ? integers(tensor, raw.limit() / 4.0, i -> (long) raw.getInt(4 * i))
              : integers(tensor, tensor.getInt32DataCount(), i -> (long) tensor.getInt32Data(i));
      default -> throw wrongType(tensor, "integers");
    };
  }

  private static List<Long> integers(TensorProto tensor, double available, IntFunction<Long> at) {
    requireCount(tensor, available);
    return LongStream.range(0, size(tensor)).mapToObj(i -> at.apply((int) i)).toList();
  }

  /**
   * The values of a tensor times a factor for each place on its first axis, as float32,
   * little-endian. Nothing of the tensor's size is made but the result.
   */
  static ByteBuffer scaled(TensorProto tensor, double[] factors) {
    boolean plain = tensor.getDataType() == DataType.FLOAT_VALUE && tensor.hasRawData();
    FloatBuffer values = plain ? raw(tensor).asFloatBuffer() : FloatBuffer.wrap(floats(tensor));
    requireCount(tensor, values.remaining());
    ByteBuffer scaled = allocate(values.remaining(), Float.BYTES);
    int each = values.remaining() / factors.length;
    for (double factor : factors) {
      for (int i = 0; i < each; i++) {
        scaled.putFloat((float) (values.get() * factor));
      }
    }
    return scaled.flip();
  }

  /** A float32 tensor. */
  static TensorProto of(String name, float[] values, List<Long> shape) {
    ByteBuffer raw = allocate(values.length, Float.BYTES);
    raw.asFloatBuffer().put(values);
    return build(name, DataType.FLOAT, shape, raw);
  }

  /** A float32 tensor of little-endian values, which are not copied. */
  static TensorProto of(String name, ByteBuffer values, List<Long> shape) {
    return build(name, DataType.FLOAT, shape, values);
  }

  /** An int64 tensor. */
  static TensorProto of(String name, List<Long> values, List<Long> shape) {
    ByteBuffer raw = allocate(values.size(), Long.BYTES);
    values.forEach(raw::putLong);
    return build(name, DataType.INT64, shape, raw.flip());
  }

  /** The tensor rounded to float16, under another name. */
  static TensorProto toHalf(TensorProto tensor, String name) {
    float[] values = floats(tensor);
    ByteBuffer raw = allocate(values.length, Short.BYTES);
    for (float value : values) {
      raw.putShort(Fp16Conversions.floatToFp16(value));
    }
    return build(name, DataType.FLOAT16, tensor.getDimsList(), raw.flip());
  }

  /** Whether float16 can hold every value, up to rounding. */
  static boolean fitsHalf(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(Fp16Conversions.fp16ToFloat(Fp16Conversions.floatToFp16(value)))) {
        return false;
      }
    }
    return true;
  }

  private static float fromHalf(int bits) {
    return Fp16Conversions.fp16ToFloat((short) bits);
  }

  private static ByteBuffer raw(TensorProto tensor) {
    return tensor.getRawData().asReadOnlyByteBuffer().slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  private static ByteBuffer allocate(int values, int bytes) {
    return ByteBuffer.allocate(Math.multiplyExact(values, bytes)).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static TensorProto build(String name, DataType type, List<Long> shape, ByteBuffer raw) {
    return TensorProto.newBuilder()
        .setName(name)
        .setDataType(type.getNumber())
        .addAllDims(shape)
        .setRawData(UnsafeByteOperations.unsafeWrap(raw))
        .build();
  }

  private static void requireCount(TensorProto tensor, double available) {
    if (available != size(tensor)) {
      throw new GraphException(
          "the tensor '%s'".formatted(tensor.getName()),
          "has %.1f values, its shape %s says %d"
              .formatted(available, tensor.getDimsList(), size(tensor)));
    }
  }

  private static GraphException wrongType(TensorProto tensor, String expected) {
    return new GraphException(
        "the tensor '%s'".formatted(tensor.getName()),
        "holds type %d where %s are expected".formatted(tensor.getDataType(), expected));
  }

  /** Shape of a tensor with an extra dimension of 1 before the last. */
  static List<Long> widened(List<Long> shape) {
    Long[] wide = Arrays.copyOf(shape.toArray(Long[]::new), shape.size() + 1);
    wide[shape.size()] = wide[shape.size() - 1];
    wide[shape.size() - 1] = 1L;
    return List.of(wide);
  }
}
