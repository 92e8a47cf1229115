package dev.quartzite.features;

import dev.quartzite.audio.Waveform;
import dev.quartzite.math.FloatMatrix;
import java.util.Arrays;
import java.util.List;

/**
 * The front end of NeMo's QuartzNet models: pre-emphasis, centred short-time Fourier transform, mel
 * filterbank, natural logarithm, and normalisation of each band over the recording. The three
 * {@linkplain FrontEnd.Version versions} differ in how they treat the edges. Immutable and safe for
 * any number of threads.
 */
public final class LogMelExtractor {
  /** Added to an energy before its logarithm: 2⁻²⁴, so that silence is −16.635. */
  private static final double LOG_FLOOR = 0x1p-24;

  /** Added to a band's standard deviation. */
  private static final double DEVIATION_FLOOR = 1e-5;

  private final FrontEnd frontEnd;
  private final PowerSpectrum powerSpectrum;
  private final MelFilterbank filterbank;

  public LogMelExtractor(FrontEnd frontEnd) {
    this.frontEnd = frontEnd;
    this.powerSpectrum = new PowerSpectrum(frontEnd);
    this.filterbank = new MelFilterbank(frontEnd);
  }

  public FrontEnd frontEnd() {
    return frontEnd;
  }

  /** The window of a frame, {@code [1 × samples]}, to compare with that of a training. */
  public FloatMatrix window() {
    float[] window = powerSpectrum.window();
    return FloatMatrix.wrap(1, window.length, window);
  }

  /** The mel filterbank, {@code [bands × bins]}, to compare with that of a training. */
  public FloatMatrix filterbank() {
    int bins = powerSpectrum.bins();
    float[] weights = new float[filterbank.bands() * bins];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = filterbank.weight(i / bins, i % bins);
    }
    return FloatMatrix.wrap(filterbank.bands(), bins, weights);
  }

  /** Where each band is most sensitive, hertz. */
  public List<Double> bandFrequencies() {
    return filterbank.centres();
  }

  /**
   * The spectrogram of a recording; an empty recording has no frames.
   *
   * @throws IllegalArgumentException if the recording has another sample rate than the front end
   */
  public LogMelSpectrogram extract(Waveform waveform) {
    float[] values = logMel(waveform);
    normalise(values, frontEnd.melBands());
    return new LogMelSpectrogram(matrix(values));
  }

  /** Log-mel energies {@code [frames × mel bands]} before normalisation, row-major. */
  float[] logMel(Waveform waveform) {
    if (waveform.sampleRate() != frontEnd.sampleRate()) {
      throw new IllegalArgumentException(
          "the front end takes %d Hz, the recording has %d Hz: resample it"
              .formatted(frontEnd.sampleRate(), waveform.sampleRate()));
    }
    int bands = frontEnd.melBands();
    float[] values = new float[Math.multiplyExact(frames(waveform.length()), bands)];
    Framing framing = new Framing(waveform, frontEnd);
    float[] frame = new float[frontEnd.windowSamples()];
    float[] work = new float[frontEnd.fftSize()];
    float[] power = new float[powerSpectrum.bins()];
    for (int offset = 0, t = 0; offset < values.length; offset += bands, t++) {
      framing.copyFrame(t, frame);
      powerSpectrum.transform(frame, work, power);
      filterbank.apply(power, values, offset);
      for (int i = offset; i < offset + bands; i++) {
        values[i] = (float) Math.log(values[i] + LOG_FLOOR);
      }
    }
    return values;
  }

  /** Number of frames of a recording of {@code samples}. */
  int frames(int samples) {
    if (samples == 0) {
      return 0;
    }
    int hop = frontEnd.hopSamples();
    return switch (frontEnd.version()) {
      case NEMO_0_X -> (samples + hop - 1) / hop;
      case NEMO_1_X -> samples / hop + 1;
      case NEMO_2_5 -> samples / hop;
    };
  }

  /** Brings each column to mean 0 and deviation 1; the divisor of the variance is frames − 1. */
  static void normalise(float[] values, int bands) {
    int frames = values.length / bands;
    double[] mean = new double[bands];
    for (int i = 0; i < values.length; i += bands) {
      for (int band = 0; band < bands; band++) {
        mean[band] += values[i + band];
      }
    }
    double[] scale = new double[bands];
    Arrays.setAll(mean, band -> mean[band] / frames);
    for (int i = 0; i < values.length; i += bands) {
      for (int band = 0; band < bands; band++) {
        double difference = values[i + band] - mean[band];
        scale[band] += difference * difference;
      }
    }
    int divisor = Math.max(1, frames - 1);
    Arrays.setAll(scale, band -> 1 / (Math.sqrt(scale[band] / divisor) + DEVIATION_FLOOR));
    for (int i = 0; i < values.length; i += bands) {
      for (int band = 0; band < bands; band++) {
        values[i + band] = (float) ((values[i + band] - mean[band]) * scale[band]);
      }
    }
  }

  private FloatMatrix matrix(float[] values) {
    return FloatMatrix.wrap(values.length / frontEnd.melBands(), frontEnd.melBands(), values);
  }
}
