package dev.quartzite.acoustic;

/**
 * What a network's file has to fit, as its manifest states it.
 *
 * @param melBands bands of a spectrogram frame
 * @param tokens size of the alphabet with the blank
 * @param stride spectrogram frames to an emission frame
 * @param frameSeconds distance between emission frames, seconds
 */
public record ModelShape(int melBands, int tokens, int stride, double frameSeconds) {
  /** Emission frames of a spectrogram: the quotient rounded up. */
  public int emissionFrames(int spectrogramFrames) {
    return (spectrogramFrames + stride - 1) / stride;
  }
}
