package dev.quartzite.models.nemo;

import ai.onnxruntime.platform.Fp16Conversions;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** Kinds of numbers in a PyTorch storage. */
enum ElementType {
  FLOAT32("FloatStorage", 4) {
    @Override
    double at(ByteBuffer bytes, int index) {
      return bytes.getFloat(4 * index);
    }
  },
  FLOAT16("HalfStorage", 2) {
    @Override
    double at(ByteBuffer bytes, int index) {
      return Fp16Conversions.fp16ToFloat(bytes.getShort(2 * index));
    }
  },
  BFLOAT16("BFloat16Storage", 2) {
    @Override
    double at(ByteBuffer bytes, int index) {
      return Float.intBitsToFloat(bytes.getShort(2 * index) << 16);
    }
  },
  FLOAT64("DoubleStorage", 8) {
    @Override
    double at(ByteBuffer bytes, int index) {
      return bytes.getDouble(8 * index);
    }
  },
  INT64("LongStorage", 8) {
    @Override
    double at(ByteBuffer bytes, int index) {
      return bytes.getLong(8 * index);
    }
  },
  INT32("IntStorage", 4) {
    @Override
    double at(ByteBuffer bytes, int index) {
      return bytes.getInt(4 * index);
    }
  },
  INT16("ShortStorage", 2) {
    @Override
    double at(ByteBuffer bytes, int index) {
      return bytes.getShort(2 * index);
    }
  },
  INT8("CharStorage", 1) {
    @Override
    double at(ByteBuffer bytes, int index) {
      return bytes.get(index);
    }
  },
  UINT8("ByteStorage", 1) {
    @Override
    double at(ByteBuffer bytes, int index) {
      return bytes.get(index) & 0xff;
    }
  },
  BOOL("BoolStorage", 1) {
    @Override
    double at(ByteBuffer bytes, int index) {
      return bytes.get(index);
    }
  };

  private final String storageClass;
  private final int size;

  ElementType(String storageClass, int size) {
    this.storageClass = storageClass;
    this.size = size;
  }

  /** Bytes of a number. */
  int size() {
    return size;
  }

  /** One number of a storage in the byte order of its buffer. */
  abstract double at(ByteBuffer bytes, int index);

  /** The type that a class {@code torch.FloatStorage} and the like stands for. */
  static Optional<ElementType> of(String module, String name) {
    return Arrays.stream(values())
        .filter(type -> module.equals("torch") && type.storageClass.equals(name))
        .findFirst();
  }
}
