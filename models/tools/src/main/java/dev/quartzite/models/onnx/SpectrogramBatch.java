package dev.quartzite.models.onnx;

import dev.quartzite.features.LogMelSpectrogram;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.List;

/** Spectrograms laid out for a network, with zeros behind the shorter ones. */
final class SpectrogramBatch {
  private final List<LogMelSpectrogram> spectrograms;
  private final int bands;
  private final int frames;
  private final long[] lengths;

  SpectrogramBatch(List<LogMelSpectrogram> spectrograms) {
    this(spectrograms, spectrograms.stream().mapToLong(LogMelSpectrogram::frames).toArray());
  }

  private SpectrogramBatch(List<LogMelSpectrogram> spectrograms, long[] lengths) {
    this.spectrograms = spectrograms;
    this.bands = spectrograms.get(0).melBands();
    this.frames = spectrograms.stream().mapToInt(LogMelSpectrogram::frames).max().orElseThrow();
    this.lengths = lengths;
  }

  static SpectrogramBatch of(LogMelSpectrogram... spectrograms) {
    return new SpectrogramBatch(List.of(spectrograms));
  }

  /** The same spectrograms, of which only so many frames are said to be valid. */
  SpectrogramBatch withLengths(long... valid) {
    return new SpectrogramBatch(spectrograms, valid.clone());
  }

  /** Batch, mel bands, frames of the longest. */
  long[] shape() {
    return new long[] {spectrograms.size(), bands, frames};
  }

  /** Values {@code [batch × mel bands × frames]} in native memory. */
  FloatBuffer values() {
    FloatBuffer buffer =
        ByteBuffer.allocateDirect(spectrograms.size() * bands * frames * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    for (int i = 0; i < spectrograms.size(); i++) {
      LogMelSpectrogram spectrogram = spectrograms.get(i);
      for (int band = 0; band < bands; band++) {
        for (int t = 0; t < spectrogram.frames(); t++) {
          buffer.put((i * bands + band) * frames + t, spectrogram.values().get(t, band));
        }
      }
    }
    return buffer;
  }

  /** Valid frames of each spectrogram. */
  LongBuffer lengths() {
    return LongBuffer.wrap(lengths);
  }
}
