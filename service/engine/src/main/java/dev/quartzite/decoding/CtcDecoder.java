package dev.quartzite.decoding;

import dev.quartzite.acoustic.Emissions;
import java.util.List;

/**
 * Reads emissions by the rules of CTC. Implementations are immutable and safe for any number of
 * threads.
 */
public interface CtcDecoder {
  /**
   * The hypotheses of distinct texts, best first; at least one, which is empty where nothing was
   * said.
   *
   * @throws IllegalArgumentException if the emissions do not have the alphabet's size, or hold NaN
   *     or +∞, naming the frame
   */
  List<Hypothesis> decode(Emissions emissions);

  /** How many hypotheses it gives at most. */
  int nBest();
}
