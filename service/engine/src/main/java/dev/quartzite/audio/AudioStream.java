package dev.quartzite.audio;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CancellationException;

/**
 * A recording as it is decoded: samples of one waveform in constant memory, however long it is. For
 * one thread; closing it ends the decoder.
 */
public final class AudioStream implements Closeable {
  /** No sound is as loud; such samples come from damaged floating-point files. */
  private static final float LOUDEST = 1e9f;

  private final PcmFrames frames;
  private final ChannelSelection selection;
  private final AudioLimits limits;
  private final int waveforms;
  private long position;

  AudioStream(PcmFrames frames, ChannelSelection selection, AudioLimits limits) {
    this.frames = frames;
    this.selection = selection;
    this.limits = limits;
    this.waveforms = selection.waveforms(frames.layout().channels());
  }

  /** Hertz. */
  public int sampleRate() {
    return frames.layout().sampleRate();
  }

  /**
   * Reads the next samples into {@code buffer}; waits for the decoder where it is behind.
   *
   * @return how many, at least 1; −1 at the end
   * @throws UnsupportedAudioException if the recording turns out to be too long or cannot be
   *     decoded further
   * @throws CancellationException if the thread is interrupted; it stays so
   */
  public int read(float[] buffer) {
    return read(new float[][] {buffer});
  }

  /** How many waveforms the selected channels give. */
  int waveforms() {
    return waveforms;
  }

  /** Samples of a waveform where the container tells; 0 otherwise. */
  int expectedSamples() {
    long length = frames.layout().frames();
    return length <= limits.maxSeconds() * sampleRate() ? (int) length : 0;
  }

  /** Whether the container says that a waveform has more samples than this; it may be wrong. */
  boolean announcesMoreThan(int samples) {
    return frames.announced() > samples && frames.announced() <= limits.maxSeconds() * sampleRate();
  }

  /** Reads as {@link #read(float[])} into a buffer for each waveform, all of one length. */
  int read(float[][] buffers) {
    int count = nextFrames(buffers[0].length);
    position += Math.max(0, count);
    limits.check((double) position / sampleRate(), waveforms);
    for (int w = 0; w < buffers.length; w++) {
      select(w, buffers[w], count);
    }
    return count;
  }

  private int nextFrames(int limit) {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted while a recording was read");
    }
    try {
      return frames.next(limit);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void select(int waveform, float[] buffer, int count) {
    boolean mix = selection.kind() == ChannelSelection.Kind.MIX;
    int first = mix ? 0 : selection.number() + waveform;
    int channels = mix ? frames.layout().channels() : 1;
    for (int i = 0; i < count; i++) {
      float sum = 0;
      for (int c = first; c < first + channels; c++) {
        float sample = frames.sample(i, c);
        sum += Math.abs(sample) <= LOUDEST ? sample : 0; // false for "not a number"
      }
      buffer[i] = sum / channels;
    }
  }

  @Override
  public void close() {
    try {
      frames.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
