package dev.quartzite.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmenterTest {
  private static final int RATE = 16_000;
  private static final SegmentationOptions OPTIONS = new SegmentationOptions(10, 2, 3.5, 6, 1);

  @TempDir Path folder;

  @Test
  void aRecordingThatIsNotLongStaysWhole() throws IOException {
    float[] sound = Signals.noise(10 * RATE, 16, 1);
    List<Segment> segments = cut(sound);
    assertThat(segments).hasSize(1);
    assertThat(segments.get(0).waveform()).isEqualTo(Waveform.wrap(sound, RATE));
  }

  @Test
  void aRecordingWithoutSamplesIsOneEmptySegment() throws IOException {
    assertThat(cut(new float[0])).extracting(s -> s.waveform().length()).containsExactly(0);
  }

  @Test
  void longRecordingsAreCutInTheMiddleOfPauses() throws IOException {
    float[] sound = Signals.noise(24 * RATE, 16, 1);
    for (int pause : new int[] {4, 9, 12, 17, 21}) {
      Arrays.fill(sound, pause * RATE, pause * RATE + RATE / 2, 0);
    }
    List<Segment> segments = cut(sound);
    assertThat(segments).extracting(Segment::overlapBefore).containsOnly(0);
    assertThat(segments.subList(1, segments.size()))
        .allSatisfy(
            segment -> assertThat(segment.start() % 1).as("inside a pause").isBetween(0.05, 0.45));
    assertThat(segments).extracting(s -> s.startSample() % 320).containsOnly(0L);
    assertThat(Arrays.mismatch(joined(segments), decoded(sound))).isEqualTo(-1);
  }

  @Test
  void theFirstSegmentIsCutAtAnEarlyPauseThoughALaterOneIsBetter() throws IOException {
    float[] sound = Signals.noise(14 * RATE, 16, 1);
    pause(sound, 3.0, 0.3);
    pause(sound, 4.5, 0.6);
    pause(sound, 6.0, 0.3);
    pause(sound, 7.5, 0.6);

    List<Segment> segments = cut(sound);

    assertThat(segments.get(1).start()).isBetween(3.0, 3.3);
    assertThat(segments.get(2).start()).isBetween(7.5, 8.1);
  }

  @Test
  void theFirstSegmentIsNotCutEarlyWhereAPauseIsDoubtful() throws IOException {
    float[] sound = Signals.noise(14 * RATE, 16, 1);
    pause(sound, 3.0, 0.16);
    pause(sound, 4.5, 0.3);

    assertThat(cut(sound).get(1).start()).isBetween(4.5, 4.8);
  }

  private static void pause(float[] sound, double start, double seconds) {
    int from = (int) (start * RATE);
    Arrays.fill(sound, from, from + (int) (seconds * RATE), 0);
  }

  @Test
  void pausesAreFoundInNoise() throws IOException {
    float[] sound = Signals.noise(14 * RATE, 16, 1);
    for (int i = 4 * RATE; i < 4 * RATE + RATE / 2; i++) {
      sound[i] = (float) Math.rint(sound[i] * 0.1 * 32768) / 32768;
    }
    assertThat(cut(sound).get(1).start()).isBetween(4.05, 4.45);
  }

  @Test
  void pausesOfVoicesAreFoundUnderHiss() throws IOException {
    float[] sound = Signals.noise(14 * RATE, 16, 1);
    double loudness = Math.sqrt(energy(sound) / sound.length);
    for (int i = 0; i < sound.length; i++) {
      boolean pause = i >= 4 * RATE && i < 4 * RATE + RATE / 2;
      double voice = pause ? 0 : 0.3 * Math.sin(2 * Math.PI * 500 * i / RATE);
      // Of the voice's own power.
      double hiss = 0.3 / Math.sqrt(2) * sound[i] / loudness;
      sound[i] = (float) Math.rint((voice + hiss) * 32768 / 2) / 32768;
    }
    assertThat(cut(sound).get(1).start()).isBetween(4.05, 4.45);
  }

  private static double energy(float[] sound) {
    double energy = 0;
    for (float sample : sound) {
      energy += sample * sample;
    }
    return energy;
  }

  @Test
  void withoutPausesSegmentsOverlap() throws IOException {
    float[] sound = Signals.noise(23 * RATE, 16, 2);
    List<Segment> segments = cut(sound);
    assertThat(segments).extracting(Segment::start).containsExactly(0.0, 5.0, 10.0, 15.0, 20.0);
    assertThat(segments)
        .extracting(Segment::overlapBefore)
        .containsExactly(0, RATE, RATE, RATE, RATE);
    assertThat(segments)
        .extracting(Segment::overlapAfter)
        .containsExactly(RATE, RATE, RATE, RATE, 0);
    assertThat(Arrays.mismatch(joined(segments), decoded(sound))).isEqualTo(-1);
  }

  private List<Segment> cut(float[] sound) throws IOException {
    Path file = folder.resolve("sound.wav");
    Files.write(file, SoundFile.wav(RATE, 1, sound));
    AudioReader reader = new AudioReader(RATE, AudioLimits.defaults());
    List<Segment> segments = new ArrayList<>();
    try (AudioStream stream = reader.open(file, ChannelSelection.MIX)) {
      Segmenter segmenter = new Segmenter(stream, OPTIONS);
      for (Optional<Segment> next = segmenter.next(); next.isPresent(); next = segmenter.next()) {
        segments.add(next.get());
      }
    }
    return segments;
  }

  /** As a file of integers gives it back: without negative zeros. */
  private static float[] decoded(float[] sound) {
    float[] positive = sound.clone();
    for (int i = 0; i < positive.length; i++) {
      positive[i] += 0f;
    }
    return positive;
  }

  /** All segments in a row, each without what the one before it has as well. */
  private static float[] joined(List<Segment> segments) {
    int length = 0;
    float[] joined = new float[(int) segments.stream().mapToLong(s -> s.waveform().length()).sum()];
    for (Segment segment : segments) {
      int own = segment.waveform().length() - segment.overlapBefore();
      segment.waveform().copy(segment.overlapBefore(), joined, length, own);
      length += own;
    }
    return Arrays.copyOf(joined, length);
  }
}
