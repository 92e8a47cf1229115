package dev.quartzite.features;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Triangular filters on Slaney's mel scale (linear below 1 kHz, logarithmic above), each of unit
 * area: Slaney, Auditory Toolbox (1998), as librosa computes them. Safe for any number of threads.
 */
final class MelFilterbank {
  private static final double HERTZ_PER_MEL = 200.0 / 3;
  private static final double BREAK_HERTZ = 1000;
  private static final double BREAK_MEL = BREAK_HERTZ / HERTZ_PER_MEL;
  private static final double LOG_STEP = Math.log(6.4) / 27;

  private final int[] firstBin;
  private final float[][] weights;
  private final List<Double> centres = new ArrayList<>();

  MelFilterbank(FrontEnd frontEnd) {
    double nyquist = frontEnd.sampleRate() / 2.0;
    int bands = frontEnd.melBands();
    firstBin = new int[bands];
    weights = new float[bands][];
    double top = hertzToMel(nyquist);
    for (int band = 0; band < bands; band++) {
      double low = melToHertz(top * band / (bands + 1));
      double centre = melToHertz(top * (band + 1) / (bands + 1));
      double high = melToHertz(top * (band + 2) / (bands + 1));
      centres.add(centre);
      build(
          band,
          new double[] {low, centre, high},
          (double) frontEnd.sampleRate() / frontEnd.fftSize());
    }
  }

  private void build(int band, double[] corners, double hertzPerBin) {
    int first = (int) Math.floor(corners[0] / hertzPerBin) + 1;
    int last = (int) Math.ceil(corners[2] / hertzPerBin) - 1;
    firstBin[band] = first;
    weights[band] = new float[Math.max(0, last - first + 1)];
    double area = 2 / (corners[2] - corners[0]);
    for (int i = 0; i < weights[band].length; i++) {
      double hertz = (first + i) * hertzPerBin;
      double rising = (hertz - corners[0]) / (corners[1] - corners[0]);
      double falling = (corners[2] - hertz) / (corners[2] - corners[1]);
      weights[band][i] = (float) ((float) Math.min(rising, falling) * area);
    }
  }

  /**
   * Writes the energy of each band of {@code power} into {@code destination} from {@code offset}
   * on.
   */
  void apply(float[] power, float[] destination, int offset) {
    for (int band = 0; band < weights.length; band++) {
      float[] triangle = weights[band];
      int first = firstBin[band];
      float sum = 0;
      for (int i = 0; i < triangle.length; i++) {
        sum += triangle[i] * power[first + i];
      }
      destination[offset + band] = sum;
    }
  }

  int bands() {
    return weights.length;
  }

  /** Where the weight of each band is greatest, hertz. */
  List<Double> centres() {
    return Collections.unmodifiableList(centres);
  }

  /** The weight of one bin in one band. */
  float weight(int band, int bin) {
    int i = bin - firstBin[band];
    return i < 0 || i >= weights[band].length ? 0 : weights[band][i];
  }

  private static double hertzToMel(double hertz) {
    return hertz < BREAK_HERTZ
        ? hertz / HERTZ_PER_MEL
        : BREAK_MEL + Math.log(hertz / BREAK_HERTZ) / LOG_STEP;
  }

  private static double melToHertz(double mel) {
    return mel < BREAK_MEL
        ? mel * HERTZ_PER_MEL
        : BREAK_HERTZ * Math.exp(LOG_STEP * (mel - BREAK_MEL));
  }
}
