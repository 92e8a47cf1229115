package dev.quartzite;

import dev.quartzite.acoustic.AcousticModel;
import dev.quartzite.acoustic.Emissions;
import dev.quartzite.audio.AudioLimits;
import dev.quartzite.audio.AudioReader;
import dev.quartzite.audio.ChannelSelection;
import dev.quartzite.decoding.GreedyCtcDecoder;
import dev.quartzite.features.LogMelExtractor;
import dev.quartzite.features.LogMelSpectrogram;
import dev.quartzite.math.FloatMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Whether a network hears on a device what it hears on the processor: both transcribe the model's
 * own recordings, or noise where it has none. Execution providers round differently, and some
 * compute in fewer bits than was asked for.
 *
 * @param recordings how many were transcribed
 * @param equalTexts how many of them have the same text on both
 * @param difference largest difference between log-probabilities
 */
public record DeviceTrial(int recordings, int equalTexts, double difference) {
  private static final int NOISE_FRAMES = 400;

  /** Runs both networks on each recording alone. */
  static DeviceTrial of(ModelDirectory directory, AcousticModel device, AcousticModel processor) {
    GreedyCtcDecoder decoder = new GreedyCtcDecoder(directory.manifest().alphabet());
    List<LogMelSpectrogram> spectrograms = spectrograms(directory);
    int equal = 0;
    double difference = 0;
    for (LogMelSpectrogram spectrogram : spectrograms) {
      Emissions found = device.infer(spectrogram);
      Emissions expected = processor.infer(spectrogram);
      equal += text(decoder, found).equals(text(decoder, expected)) ? 1 : 0;
      difference = Math.max(difference, difference(found.logProbs(), expected.logProbs()));
    }
    return new DeviceTrial(spectrograms.size(), equal, difference);
  }

  private static List<Integer> text(GreedyCtcDecoder decoder, Emissions emissions) {
    return decoder.decode(emissions).get(0).tokens().stream().map(span -> span.token()).toList();
  }

  private static List<LogMelSpectrogram> spectrograms(ModelDirectory directory) {
    LogMelExtractor extractor = new LogMelExtractor(directory.manifest().frontEnd());
    AudioReader reader = new AudioReader(extractor.frontEnd().sampleRate(), AudioLimits.defaults());
    List<LogMelSpectrogram> spectrograms = new ArrayList<>();
    for (ModelDirectory.SelfTest test : directory.selfTests()) {
      spectrograms.add(
          extractor.extract(reader.read(test.recording(), ChannelSelection.MIX).get(0)));
    }
    if (spectrograms.isEmpty()) {
      spectrograms.add(noise(extractor.frontEnd().melBands()));
    }
    return spectrograms;
  }

  private static LogMelSpectrogram noise(int melBands) {
    SplittableRandom random = new SplittableRandom(1);
    float[] values = new float[NOISE_FRAMES * melBands];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(-1.7, 1.7);
    }
    return new LogMelSpectrogram(FloatMatrix.wrap(NOISE_FRAMES, melBands, values));
  }

  private static double difference(FloatMatrix one, FloatMatrix other) {
    float[] a = one.toArray();
    float[] b = other.toArray();
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      largest = Math.max(largest, Math.abs(a[i] - b[i]));
    }
    return largest;
  }

  /** For people. */
  @Override
  public String toString() {
    return "%d of %d texts as on the processor, log-probabilities within %.1e"
        .formatted(equalTexts, recordings, difference);
  }
}
