package dev.quartzite;

import dev.quartzite.Transcript.Joint;
import dev.quartzite.acoustic.Seam;
import dev.quartzite.audio.Segment;
import dev.quartzite.audio.Segmenter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One long recording, segment by segment: emissions of a segment that was cut at a pause are
 * decoded at once, those of segments that overlap are first cut at a {@link Seam}. For one thread
 * and one recording.
 */
final class SegmentedTranscription {
  private final Transcriber line;
  private final PartListener listener;
  private final List<Word> words = new ArrayList<>();
  private final List<Joint> joints = new ArrayList<>();
  private final SegmentedAlternatives alternatives;
  private @Nullable Pending pending;

  /** Frames whose end is not decided yet, and the one at which the next segment begins. */
  private record Pending(Frames frames, int nextFrom) {}

  SegmentedTranscription(Transcriber line, PartListener listener) {
    this.line = line;
    this.listener = listener;
    this.alternatives = new SegmentedAlternatives(line.decoder().nBest());
  }

  Transcript transcribe(Segmenter segmenter) {
    double seconds = 0;
    for (Optional<Segment> next = segmenter.next(); next.isPresent(); next = segmenter.next()) {
      Segment segment = next.get();
      seconds = segment.start() + segment.waveform().seconds();
      add(segment);
    }
    return Transcript.of(words, seconds, joints, alternatives.wholes());
  }

  private void add(Segment segment) {
    Frames frames = line.frames(segment.waveform(), segment.start());
    int skipped = 0;
    if (pending != null) {
      Seam seam =
          Seam.between(
              pending.frames.emissions(),
              pending.nextFrom,
              frames.emissions(),
              line.reader().alphabet().space(),
              line.reader().alphabet().blank());
      decode(pending.frames.slice(0, pending.nextFrom + seam.frame()));
      skipped = seam.frame();
      frames = frames.slice(skipped, frames.emissions().frames());
      joints.add(new Joint(frames.start(), seam.agreement()));
      pending = null;
    }
    if (segment.overlapAfter() == 0) {
      decode(frames);
    } else {
      int samples = segment.waveform().length() - segment.overlapAfter();
      double seconds = (double) samples / segment.waveform().sampleRate();
      int nextFrom = (int) Math.round(seconds / frames.emissions().frameSeconds()) - skipped;
      pending = new Pending(frames, nextFrom);
    }
  }

  private void decode(Frames frames) {
    Transcript part = line.decode(frames.emissions(), frames.start(), frames.seconds());
    words.addAll(part.words());
    alternatives.add(part.alternatives());
    listener.heard(part, frames);
  }
}
