package dev.quartzite.models.onnx;

import dev.quartzite.audio.Waveform;
import dev.quartzite.features.FrontEnd;
import dev.quartzite.features.LogMelExtractor;
import dev.quartzite.features.LogMelSpectrogram;
import java.util.SplittableRandom;

/**
 * Spectrograms to try networks on, always the same: of white noise, and of a tone with overtones
 * that glides and pauses as a voice does. Of sounds and not of random numbers, since a network that
 * is fed what no sound gives computes with numbers that it never meets.
 */
final class CheckSignal {
  private static final double PITCH = 140;
  private static final int OVERTONES = 24;

  private CheckSignal() {}

  /** White noise. */
  static LogMelSpectrogram noise(int frames, int melBands) {
    SplittableRandom random = new SplittableRandom(1);
    float[] samples = new float[samples(frames, melBands)];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) random.nextDouble(-0.5, 0.5);
    }
    return spectrogram(samples, melBands);
  }

  /** A gliding tone with overtones, pauses and a little noise. */
  static LogMelSpectrogram voice(int frames, int melBands) {
    int rate = frontEnd(melBands).sampleRate();
    SplittableRandom random = new SplittableRandom(2);
    float[] samples = new float[samples(frames, melBands)];
    double phase = 0;
    for (int i = 0; i < samples.length; i++) {
      double seconds = (double) i / rate;
      phase += 2 * Math.PI * PITCH * (1 + 0.2 * Math.sin(5 * seconds)) / rate;
      double loudness = Math.max(0, Math.sin(9 * seconds) + 0.3 * Math.sin(23 * seconds));
      double sum = 0;
      for (int overtone = 1; overtone <= OVERTONES; overtone++) {
        double formant = 1 + Math.cos(overtone * (0.4 + 0.2 * Math.sin(3 * seconds)));
        sum += formant / overtone * Math.sin(overtone * phase);
      }
      samples[i] = (float) (0.1 * loudness * sum + random.nextDouble(-1e-3, 1e-3));
    }
    return spectrogram(samples, melBands);
  }

  private static int samples(int frames, int melBands) {
    return (frames - 1) * frontEnd(melBands).hopSamples();
  }

  private static LogMelSpectrogram spectrogram(float[] samples, int melBands) {
    FrontEnd frontEnd = frontEnd(melBands);
    return new LogMelExtractor(frontEnd).extract(Waveform.wrap(samples, frontEnd.sampleRate()));
  }

  private static FrontEnd frontEnd(int melBands) {
    return NetworkFacts.frontEnd(FrontEnd.Version.NEMO_1_X, melBands);
  }
}
