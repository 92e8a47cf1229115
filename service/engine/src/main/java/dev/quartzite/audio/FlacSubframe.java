package dev.quartzite.audio;

import dev.quartzite.audio.FlacBits.DamagedFrameException;
import java.io.IOException;
import java.util.Arrays;

/**
 * One channel of a FLAC frame: a predictor, and by how much each sample differs from what it says
 * (RFC 9639, section 9.2). For one thread.
 */
final class FlacSubframe {
  private static final int LONGEST_PREDICTOR = 32;

  /** Predictors by differences: the samples before, the last first. */
  private static final int[][] FIXED = {{}, {1}, {2, -1}, {3, -3, 1}, {4, -6, 4, -1}};

  private final FlacBits in;
  private final int[] coefficients = new int[LONGEST_PREDICTOR];

  FlacSubframe(FlacBits in) {
    this.in = in;
  }

  /**
   * Decodes {@code count} samples of so many bits.
   *
   * @throws DamagedFrameException if what is read is not allowed
   */
  void read(int[] samples, int count, int bits) throws IOException {
    require(in.read(1) == 0, "the first bit of a subframe");
    int type = in.read(6);
    int wasted = in.read(1) == 0 ? 0 : in.readUnary() + 1;
    int width = bits - wasted;
    require(width > 0, "the number of unused bits");
    if (type == 0) {
      Arrays.fill(samples, 0, count, in.readSigned(width));
    } else if (type == 1) {
      readPlain(samples, count, width);
    } else if (type >= 8 && type < 8 + FIXED.length) {
      int[] fixed = FIXED[type - 8];
      System.arraycopy(fixed, 0, coefficients, 0, fixed.length);
      readPlain(samples, require(fixed.length, count), width);
      readResiduals(samples, count, fixed.length);
      predict(samples, count, fixed.length, 0);
    } else {
      require(type >= LONGEST_PREDICTOR, "the type of a subframe");
      readLinear(samples, count, width, require(type - LONGEST_PREDICTOR + 1, count));
    }
    for (int i = 0; wasted > 0 && i < count; i++) {
      samples[i] <<= wasted;
    }
  }

  private void readLinear(int[] samples, int count, int width, int order) throws IOException {
    readPlain(samples, order, width);
    int precision = in.read(4) + 1;
    int shift = in.readSigned(5);
    require(precision < 16 && shift >= 0, "precision or shift of a predictor");
    for (int i = 0; i < order; i++) {
      coefficients[i] = in.readSigned(precision);
    }
    readResiduals(samples, count, order);
    predict(samples, count, order, shift);
  }

  private void readPlain(int[] samples, int count, int width) throws IOException {
    for (int i = 0; i < count; i++) {
      samples[i] = in.readSigned(width);
    }
  }

  /** Rice codes in partitions, each with a parameter of its own. */
  private void readResiduals(int[] residuals, int count, int order) throws IOException {
    int method = in.read(2);
    require(method < 2, "the coding of residuals");
    int parameterBits = 4 + method;
    int partitionOrder = in.read(4);
    int length = count >> partitionOrder;
    require(length << partitionOrder == count && length >= order, "the number of partitions");
    int from = order;
    for (int end = length; end <= count; end += length) {
      int parameter = in.read(parameterBits);
      if (parameter == (1 << parameterBits) - 1) {
        readUncoded(residuals, from, end);
      } else {
        readRice(residuals, from, end, parameter);
      }
      from = end;
    }
  }

  private void readUncoded(int[] residuals, int from, int to) throws IOException {
    int width = in.read(5);
    for (int i = from; i < to; i++) {
      residuals[i] = width == 0 ? 0 : in.readSigned(width);
    }
  }

  private void readRice(int[] residuals, int from, int to, int parameter) throws IOException {
    for (int i = from; i < to; i++) {
      int folded = in.readUnary() << parameter | in.read(parameter);
      residuals[i] = folded >>> 1 ^ -(folded & 1);
    }
  }

  private void predict(int[] samples, int count, int order, int shift) {
    for (int i = order; i < count; i++) {
      long sum = 0;
      for (int j = 0; j < order; j++) {
        sum += (long) coefficients[j] * samples[i - 1 - j];
      }
      samples[i] += (int) (sum >> shift);
    }
  }

  private static int require(int order, int count) throws IOException {
    require(order <= count, "the length of a predictor");
    return order;
  }

  private static void require(boolean right, String what) throws IOException {
    if (!right) {
      throw new DamagedFrameException(what + " is not allowed");
    }
  }
}
