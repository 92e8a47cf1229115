package dev.quartzite.features;

import dev.quartzite.math.FloatMatrix;

/**
 * Normalised log-mel energies of a recording.
 *
 * @param values {@code [frames × mel bands]}, natural log, each band with mean 0 and deviation 1
 *     over the frames
 */
public record LogMelSpectrogram(FloatMatrix values) {
  public int frames() {
    return values.rows();
  }

  public int melBands() {
    return values.columns();
  }
}
