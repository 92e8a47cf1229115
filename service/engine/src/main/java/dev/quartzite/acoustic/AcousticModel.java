package dev.quartzite.acoustic;

import dev.quartzite.features.LogMelSpectrogram;
import java.util.List;

/**
 * A network from spectrograms to emissions. Implementations are safe for any number of threads,
 * keep the order of a batch, and give a recording the same emissions whatever it is batched with,
 * up to float rounding.
 */
public interface AcousticModel extends AutoCloseable {
  /**
   * The emissions of each spectrogram, in the order given. An empty spectrogram has empty
   * emissions.
   *
   * @throws ModelException if the network cannot run, or does not fit the spectrograms
   * @throws IllegalStateException after {@link #close()}
   */
  List<Emissions> infer(List<LogMelSpectrogram> batch);

  /** The emissions of one spectrogram. */
  default Emissions infer(LogMelSpectrogram spectrogram) {
    return infer(List.of(spectrogram)).get(0);
  }

  /** Releases native memory after the calls that run. Closing again does nothing. */
  @Override
  void close();
}
