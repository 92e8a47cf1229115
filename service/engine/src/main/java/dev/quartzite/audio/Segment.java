package dev.quartzite.audio;

/**
 * A part of a long recording.
 *
 * @param waveform its samples
 * @param startSample where it begins in the recording
 * @param overlapBefore how many of its first samples the segment before it has as well; 0 after a
 *     pause
 * @param overlapAfter how many of its last samples the next segment has as well; 0 before a pause
 *     or the end
 */
public record Segment(Waveform waveform, long startSample, int overlapBefore, int overlapAfter) {
  /** Seconds from the beginning of the recording. */
  public double start() {
    return (double) startSample / waveform.sampleRate();
  }
}
