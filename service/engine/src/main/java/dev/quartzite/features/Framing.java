package dev.quartzite.features;

import dev.quartzite.audio.Waveform;
import dev.quartzite.features.FrontEnd.Version;

/**
 * Cuts a recording into the samples under each window: pre-emphasised by {@code y[t] = x[t] −
 * 0.97·x[t−1]} as one signal, the first frame centred on the first sample, and the edges reflected
 * or zero as the version says. For one thread.
 */
final class Framing {
  private static final float PRE_EMPHASIS = 0.97f;

  private final Waveform waveform;
  private final int hop;
  private final boolean reflect;
  private final float[] raw;

  Framing(Waveform waveform, FrontEnd frontEnd) {
    this.waveform = waveform;
    this.hop = frontEnd.hopSamples();
    this.reflect = frontEnd.version() != Version.NEMO_2_5;
    this.raw = new float[frontEnd.windowSamples() + 1];
  }

  /** Copies the emphasised samples under the window of frame {@code t}. */
  void copyFrame(int t, float[] destination) {
    long start = (long) t * hop - destination.length / 2;
    if (start > 0 && start + destination.length <= waveform.length()) {
      waveform.copy((int) start - 1, raw, 0, destination.length + 1);
      for (int i = 0; i < destination.length; i++) {
        destination[i] = raw[i + 1] - PRE_EMPHASIS * raw[i];
      }
    } else {
      for (int i = 0; i < destination.length; i++) {
        destination[i] = padded(start + i);
      }
    }
  }

  private float padded(long index) {
    int length = waveform.length();
    if (index >= 0 && index < length) {
      return emphasised((int) index);
    }
    return reflect ? emphasised(reflected(index, length)) : 0;
  }

  float emphasised(int index) {
    return index == 0
        ? waveform.sample(0)
        : waveform.sample(index) - PRE_EMPHASIS * waveform.sample(index - 1);
  }

  /** The index that a signal mirrored at its first and last sample, again and again, has there. */
  private static int reflected(long index, int length) {
    if (length == 1) {
      return 0;
    }
    long period = 2L * (length - 1);
    long within = Math.floorMod(index, period);
    return (int) Math.min(within, period - within);
  }
}
