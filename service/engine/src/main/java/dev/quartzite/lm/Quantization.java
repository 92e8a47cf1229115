package dev.quartzite.lm;

/**
 * How a compiled language model keeps its numbers: log-probabilities from −32 to 0 and back-off
 * weights from −16 to 16, natural log, in steps of 1/256. No number is more than 1/512 off, but for
 * those outside, which become the nearest end: a probability below 10⁻¹³ is not told from less.
 */
final class Quantization {
  static final int BITS = 13;

  private static final float STEP = 1f / 256;
  private static final int LARGEST = (1 << BITS) - 1;
  private static final int ZERO_BACK_OFF = 1 << (BITS - 1);

  private Quantization() {}

  static int encodeLogProb(float logProb) {
    return clamp(Math.round(-logProb / STEP));
  }

  static float decodeLogProb(int code) {
    return -code * STEP;
  }

  static int encodeBackOff(float backOff) {
    return clamp(ZERO_BACK_OFF + Math.round(backOff / STEP));
  }

  static float decodeBackOff(int code) {
    return (code - ZERO_BACK_OFF) * STEP;
  }

  private static int clamp(int code) {
    return Math.max(0, Math.min(LARGEST, code));
  }
}
