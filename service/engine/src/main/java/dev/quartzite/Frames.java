package dev.quartzite;

import dev.quartzite.acoustic.Emissions;
import dev.quartzite.features.LogMelSpectrogram;

/**
 * A stretch of a recording as front end and network see it. Immutable.
 *
 * @param spectrogram what the front end made of the sound
 * @param emissions what the network made of that
 * @param stride how many frames of the spectrogram are one of the emissions
 * @param start where the first frame lies in the recording, seconds
 */
public record Frames(LogMelSpectrogram spectrogram, Emissions emissions, int stride, double start) {

  /** The frames of the emissions from {@code from} (inclusive) to {@code to} (exclusive). */
  Frames slice(int from, int to) {
    int end = Math.min(to * stride, spectrogram.frames());
    return new Frames(
        new LogMelSpectrogram(spectrogram.values().slice(Math.min(from * stride, end), end)),
        emissions.slice(from, to),
        stride,
        start + from * emissions.frameSeconds());
  }

  /** Distance between the frames of the spectrogram, seconds. */
  public double hopSeconds() {
    return emissions.frameSeconds() / stride;
  }

  /** Length, seconds. */
  double seconds() {
    return emissions.frames() * emissions.frameSeconds();
  }
}
