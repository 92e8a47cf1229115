package dev.quartzite.audio;

import java.util.Random;

/** Sounds that tests compute, in [−1, 1]. */
final class Signals {
  private Signals() {}

  static float[] sine(double hertz, double amplitude, int sampleRate, double seconds) {
    float[] samples = new float[(int) Math.round(seconds * sampleRate)];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (amplitude * Math.sin(2 * Math.PI * hertz * i / sampleRate));
    }
    return samples;
  }

  /** White noise that {@code bits} bits hold exactly: a multiple of 2^(1 − bits), below 0.9. */
  static float[] noise(int length, int bits, long seed) {
    Random random = new Random(seed);
    float[] samples = new float[length];
    double steps = Math.scalb(1.0, bits - 1);
    for (int i = 0; i < length; i++) {
      samples[i] = (float) (Math.rint((random.nextDouble() * 1.8 - 0.9) * steps) / steps);
    }
    return samples;
  }

  /** Root of the mean square of a part. */
  static double level(Waveform waveform, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += (double) waveform.sample(i) * waveform.sample(i);
    }
    return Math.sqrt(sum / (to - from));
  }

  /** Amplitude of the sine of this frequency in the middle of a waveform, by Hann's window. */
  static double amplitude(Waveform waveform, double hertz) {
    int from = waveform.length() / 4;
    int length = waveform.length() / 2;
    double re = 0;
    double im = 0;
    double weights = 0;
    for (int i = 0; i < length; i++) {
      double weight = 1 - Math.cos(2 * Math.PI * (i + 0.5) / length);
      double phase = 2 * Math.PI * hertz * i / waveform.sampleRate();
      re += weight * waveform.sample(from + i) * Math.cos(phase);
      im += weight * waveform.sample(from + i) * Math.sin(phase);
      weights += weight;
    }
    return 2 * Math.hypot(re, im) / weights;
  }
}
