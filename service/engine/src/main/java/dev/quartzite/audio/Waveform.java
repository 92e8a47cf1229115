package dev.quartzite.audio;

import java.util.Arrays;
import java.util.Objects;

/**
 * One channel of sound: samples in [−1, 1] at a rate in hertz. Immutable, with value equality; safe
 * for any number of threads. It may be empty: a recording of nothing is not an error.
 */
public final class Waveform {
  private final float[] samples;
  private final int sampleRate;

  private Waveform(float[] samples, int sampleRate) {
    this.samples = samples;
    this.sampleRate = sampleRate;
  }

  /**
   * A waveform over {@code samples}, which pass into its possession: the caller must not write to
   * them afterwards.
   *
   * @param sampleRate hertz
   * @throws IllegalArgumentException if the rate is not positive
   */
  public static Waveform wrap(float[] samples, int sampleRate) {
    if (sampleRate <= 0) {
      throw new IllegalArgumentException("a sample rate is positive, not " + sampleRate + " Hz");
    }
    return new Waveform(samples, sampleRate);
  }

  /** Number of samples. */
  public int length() {
    return samples.length;
  }

  /** Hertz. */
  public int sampleRate() {
    return sampleRate;
  }

  /** Seconds. */
  public double seconds() {
    return (double) samples.length / sampleRate;
  }

  public float sample(int index) {
    return samples[index];
  }

  /** The loudest sample's absolute value; 0 if there is none. */
  public float peak() {
    float peak = 0;
    for (float sample : samples) {
      peak = Math.max(peak, Math.abs(sample));
    }
    return peak;
  }

  /**
   * Copies {@code length} samples from {@code from} on into {@code destination} at {@code offset}.
   */
  public void copy(int from, float[] destination, int offset, int length) {
    System.arraycopy(samples, from, destination, offset, length);
  }

  /** The samples from {@code from} (inclusive) to {@code to} (exclusive). */
  public Waveform slice(int from, int to) {
    Objects.checkFromToIndex(from, to, samples.length);
    return new Waveform(Arrays.copyOfRange(samples, from, to), sampleRate);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Waveform that
        && sampleRate == that.sampleRate
        && Arrays.equals(samples, that.samples);
  }

  @Override
  public int hashCode() {
    return 31 * sampleRate + Arrays.hashCode(samples);
  }

  @Override
  public String toString() {
    return "Waveform[%.3f s at %d Hz]".formatted(seconds(), sampleRate);
  }
}
