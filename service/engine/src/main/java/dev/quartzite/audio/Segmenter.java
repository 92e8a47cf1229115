package dev.quartzite.audio;

import java.util.Arrays;
import java.util.Optional;

/**
 * Cuts a stream of sound into segments in constant memory: at pauses, or, where none is found, at
 * the longest length with an overlap. A recording that is not long stays whole. For one thread.
 */
public final class Segmenter {
  /** Cuts fall between emission frames of 20 ms, so that times of all segments lie on one grid. */
  private static final double GRID_SECONDS = 0.02;

  private final AudioStream stream;
  private final PauseFinder pauses;
  private final int whole;
  private final int shortest;
  private final int early;
  private final int longest;
  private final int overlap;
  private final int grid;
  private final float[] block;
  private float[] buffer;
  private int filled;
  private boolean begun;
  private boolean ended;
  private long position;
  private int overlapBefore;

  /** The caller closes the stream. */
  public Segmenter(AudioStream stream, SegmentationOptions options) {
    int rate = stream.sampleRate();
    this.stream = stream;
    this.pauses = new PauseFinder(rate);
    this.grid = (int) Math.round(rate * GRID_SECONDS);
    this.whole = onGrid(options.wholeSeconds() * rate);
    this.shortest = onGrid(options.shortestSeconds() * rate);
    this.early = onGrid(options.firstSeconds() * rate);
    this.longest = onGrid(options.longestSeconds() * rate);
    this.overlap = onGrid(options.overlapSeconds() * rate);
    this.block = new float[rate];
    this.buffer = new float[rate];
  }

  /** The next segment, or nothing at the end; a recording without samples is one empty segment. */
  public Optional<Segment> next() {
    boolean first = !begun;
    begun = true;
    fill(first && stream.announcesMoreThan(whole) ? early : whole);
    int pause = first ? earlyPause() : -1;
    if (pause < 0) {
      fill(whole);
      if (filled <= overlapBefore && !first) {
        return Optional.empty();
      }
      if (ended && filled <= (first ? whole : longest)) {
        return Optional.of(take(filled, 0));
      }
      int from = overlapBefore + shortest;
      pause = pauses.find(buffer, filled, from, longest, PauseFinder.SHORTEST_SECONDS);
    }
    return Optional.of(pause < 0 ? take(longest, overlap) : take(onGrid(pause), 0));
  }

  /**
   * A place to cut the first segment of a long recording, by no more than the sound before it: it
   * does not depend on how far the recording has been read.
   */
  private int earlyPause() {
    boolean isLong = !ended || filled > whole;
    return isLong && filled >= early
        ? pauses.find(buffer, early, shortest, early, PauseFinder.CLEAR_SECONDS)
        : -1;
  }

  private Segment take(int length, int overlapAfter) {
    Waveform waveform = Waveform.wrap(Arrays.copyOf(buffer, length), stream.sampleRate());
    Segment segment = new Segment(waveform, position, overlapBefore, overlapAfter);
    int gone = length - overlapAfter;
    System.arraycopy(buffer, gone, buffer, 0, filled - gone);
    filled -= gone;
    position += gone;
    overlapBefore = overlapAfter;
    return segment;
  }

  private void fill(int length) {
    while (!ended && filled <= length) {
      int count = stream.read(block);
      if (count < 0) {
        ended = true;
      } else {
        if (filled + count > buffer.length) {
          buffer = Arrays.copyOf(buffer, Math.min(2 * buffer.length, whole + 2 * block.length));
        }
        System.arraycopy(block, 0, buffer, filled, count);
        filled += count;
      }
    }
  }

  private int onGrid(double samples) {
    return ((int) (samples / grid)) * grid;
  }
}
