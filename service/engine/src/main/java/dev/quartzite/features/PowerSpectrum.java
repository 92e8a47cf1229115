package dev.quartzite.features;

import be.tarsos.dsp.util.fft.FFT;
import be.tarsos.dsp.util.fft.HannWindow;
import java.util.Arrays;

/**
 * Power |X|² of a Hann-windowed frame. The window is symmetric, {@code 0.5 − 0.5·cos(2πi/(N−1))},
 * and lies in the middle of the transform. Safe for any number of threads.
 */
final class PowerSpectrum {
  private final FFT fft;
  private final float[] window;
  private final int fftSize;
  private final int margin;

  PowerSpectrum(FrontEnd frontEnd) {
    fftSize = frontEnd.fftSize();
    fft = new FFT(fftSize);
    window = new HannWindow().generateCurve(frontEnd.windowSamples());
    margin = (fftSize - window.length) / 2;
  }

  /** Number of frequency bins, from 0 Hz to half the sample rate, both included. */
  int bins() {
    return fftSize / 2 + 1;
  }

  /**
   * Transforms one frame.
   *
   * @param frame the samples under the window, from index 0
   * @param work scratch space of {@code fftSize}
   * @param power receives the power of each bin
   */
  void transform(float[] frame, float[] work, float[] power) {
    Arrays.fill(work, 0);
    for (int i = 0; i < window.length; i++) {
      work[margin + i] = frame[i] * window[i];
    }
    fft.forwardTransform(work);
    // Packed by TarsosDSP: [0] is the real part at 0 Hz and [1] that at half the sample rate.
    int nyquist = fftSize / 2;
    power[0] = work[0] * work[0];
    power[nyquist] = work[1] * work[1];
    for (int bin = 1; bin < nyquist; bin++) {
      float real = work[2 * bin];
      float imaginary = work[2 * bin + 1];
      power[bin] = real * real + imaginary * imaginary;
    }
  }

  float[] window() {
    return window.clone();
  }
}
