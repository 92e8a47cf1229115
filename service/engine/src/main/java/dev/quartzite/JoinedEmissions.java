package dev.quartzite;

import dev.quartzite.acoustic.Emissions;
import dev.quartzite.audio.Segment;
import dev.quartzite.audio.Segmenter;
import dev.quartzite.math.FloatMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The emissions of a recording of any length as if the network had heard it at once: those of its
 * segments on one grid, where two overlap each up to the middle, since the network is less sure at
 * an edge. For one thread and one recording.
 */
final class JoinedEmissions {
  private final List<Part> parts = new ArrayList<>();
  private double seconds;

  /**
   * A segment's emissions.
   *
   * @param frame at which they begin in the recording
   * @param skipped how many of their frames are left to the segment before
   */
  private record Part(Emissions emissions, int frame, int skipped) {}

  /** Front end and network for all that there is. */
  JoinedEmissions(Transcriber line, Segmenter segmenter) {
    for (Optional<Segment> next = segmenter.next(); next.isPresent(); next = segmenter.next()) {
      Segment segment = next.get();
      Emissions emissions = line.frames(segment.waveform(), segment.start()).emissions();
      double step = emissions.frameSeconds();
      double overlap = (double) segment.overlapBefore() / segment.waveform().sampleRate();
      int frame = (int) Math.round(segment.start() / step);
      parts.add(new Part(emissions, frame, (int) Math.round(overlap / 2 / step)));
      seconds = segment.start() + segment.waveform().seconds();
    }
  }

  /** Length of the recording. */
  double seconds() {
    return seconds;
  }

  /** A later part's frames stand where an earlier one has some too. */
  Emissions emissions() {
    Emissions first = parts.get(0).emissions;
    int tokens = first.tokens();
    int frames = 0;
    for (Part part : parts) {
      frames = part.frame + part.emissions.frames();
    }
    float[] values = new float[frames * tokens];
    for (Part part : parts) {
      float[] own = part.emissions.logProbs().toArray();
      int from = part.skipped * tokens;
      System.arraycopy(own, from, values, part.frame * tokens + from, own.length - from);
    }
    return new Emissions(FloatMatrix.wrap(frames, tokens, values), first.frameSeconds());
  }
}
