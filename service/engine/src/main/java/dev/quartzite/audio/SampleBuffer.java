package dev.quartzite.audio;

import java.util.ArrayList;
import java.util.List;

/** Samples that arrive in blocks, until they are all there. Holds no more than twice as much. */
final class SampleBuffer {
  private static final int FIRST_BLOCK = 1 << 12;
  private static final int LARGEST_BLOCK = 1 << 20;

  private final List<float[]> full = new ArrayList<>();
  private float[] block;
  private int filled;

  /**
   * @param expected samples, where known: if so many come, they are never copied; 0 otherwise
   */
  SampleBuffer(int expected) {
    block = new float[expected > 0 ? expected : FIRST_BLOCK];
  }

  void append(float[] samples, int count) {
    for (int done = 0; done < count; ) {
      if (filled == block.length) {
        full.add(block);
        block = new float[Math.min(2 * filled, LARGEST_BLOCK)];
        filled = 0;
      }
      int step = Math.min(count - done, block.length - filled);
      System.arraycopy(samples, done, block, filled, step);
      filled += step;
      done += step;
    }
  }

  Waveform toWaveform(int sampleRate) {
    if (full.isEmpty() && filled == block.length) {
      return Waveform.wrap(block, sampleRate);
    }
    int length = full.stream().mapToInt(b -> b.length).sum() + filled;
    float[] all = new float[length];
    int offset = 0;
    for (float[] b : full) {
      System.arraycopy(b, 0, all, offset, b.length);
      offset += b.length;
    }
    System.arraycopy(block, 0, all, offset, filled);
    return Waveform.wrap(all, sampleRate);
  }
}
