package dev.quartzite;

import dev.quartzite.Transcript.Joint;
import dev.quartzite.acoustic.Emissions;
import dev.quartzite.acoustic.Seam;
import dev.quartzite.audio.Segment;
import dev.quartzite.audio.Segmenter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One long recording, segment by segment: emissions of a segment that was cut at a pause are
 * decoded at once, those of segments that overlap are first cut at a {@link Seam}. For one thread
 * and one recording.
 */
final class SegmentedTranscription {
  private final Transcriber line;
  private final Consumer<Transcript> listener;
  private final List<Word> words = new ArrayList<>();
  private final List<Joint> joints = new ArrayList<>();
  private final SegmentedAlternatives alternatives;
  private @Nullable Pending pending;

  /** Emissions whose end is not decided yet, and the frame at which the next segment begins. */
  private record Pending(Emissions emissions, double start, int nextFrom) {}

  SegmentedTranscription(Transcriber line, Consumer<Transcript> listener) {
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
    Emissions emissions = line.emissions(segment.waveform());
    double start = segment.start();
    int skipped = 0;
    if (pending != null) {
      Seam seam =
          Seam.between(
              pending.emissions,
              pending.nextFrom,
              emissions,
              line.reader().alphabet().space(),
              line.reader().alphabet().blank());
      decode(pending.emissions.slice(0, pending.nextFrom + seam.frame()), pending.start);
      skipped = seam.frame();
      emissions = emissions.slice(skipped, emissions.frames());
      start += skipped * emissions.frameSeconds();
      joints.add(new Joint(start, seam.agreement()));
      pending = null;
    }
    if (segment.overlapAfter() == 0) {
      decode(emissions, start);
    } else {
      int samples = segment.waveform().length() - segment.overlapAfter();
      double seconds = (double) samples / segment.waveform().sampleRate();
      int nextFrom = (int) Math.round(seconds / emissions.frameSeconds()) - skipped;
      pending = new Pending(emissions, start, nextFrom);
    }
  }

  private void decode(Emissions emissions, double start) {
    Transcript part = line.decode(emissions, start, emissions.frames() * emissions.frameSeconds());
    words.addAll(part.words());
    alternatives.add(part.alternatives());
    listener.accept(part);
  }
}
