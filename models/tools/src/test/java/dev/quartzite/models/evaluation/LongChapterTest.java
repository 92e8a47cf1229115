package dev.quartzite.models.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartzite.LoadedModel;
import dev.quartzite.SharedData;
import dev.quartzite.Transcriber;
import dev.quartzite.Transcript;
import dev.quartzite.Word;
import dev.quartzite.audio.AudioLimits;
import dev.quartzite.audio.AudioReader;
import dev.quartzite.audio.AudioStream;
import dev.quartzite.audio.ChannelSelection;
import dev.quartzite.audio.Waveform;
import dev.quartzite.decoding.GreedyCtcDecoder;
import dev.quartzite.scoring.Alignment;
import dev.quartzite.scoring.ErrorCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A chapter of five minutes as one recording, against its segments transcribed one by one: cutting
 * it costs hardly a word, and words stay where they are.
 */
@ExtendWith(AddedQuartzNet15x5.class)
class LongChapterTest {
  private static final int RATE = 16_000;
  private static final double MOST_POINTS_WORSE = 0.5;
  private static final double MEDIAN_SHIFT_SECONDS = 0.06;

  private final AudioReader reader = new AudioReader(RATE, AudioLimits.defaults());

  /** A segment of the list, and what is heard in it alone. */
  private record Segment(String reference, List<Word> words) {
    String text() {
      return LongChapterTest.text(words);
    }
  }

  @Test
  void cuttingCostsHardlyAWordAndWordsKeepTheirTimes(LoadedModel model) throws IOException {
    Path recording = SharedData.require("speech/long/1089-134686.flac");
    Transcriber line = model.transcriber().with(new GreedyCtcDecoder(model.manifest().alphabet()));
    List<Segment> segments = segments(recording, line);
    List<Word> whole = transcribe(recording, line).words();

    String reference = segments.stream().map(Segment::reference).collect(Collectors.joining(" "));
    double segmentMean =
        segments.stream()
            .mapToDouble(s -> 100 * ErrorCounts.words(s.reference(), s.text()).rate())
            .average()
            .orElseThrow();
    double wholeRate = 100 * ErrorCounts.words(reference, text(whole)).rate();
    assertThat(wholeRate).isLessThanOrEqualTo(segmentMean + MOST_POINTS_WORSE);
    List<Word> apart = segments.stream().flatMap(segment -> segment.words().stream()).toList();
    assertThat(medianShift(apart, whole)).isLessThanOrEqualTo(MEDIAN_SHIFT_SECONDS);
  }

  private List<Segment> segments(Path recording, Transcriber line) throws IOException {
    Waveform chapter = reader.read(recording, ChannelSelection.MIX).get(0);
    List<Segment> segments = new ArrayList<>();
    for (String row : Files.readAllLines(recording.resolveSibling("1089-134686.tsv"))) {
      String[] fields = row.split("\t", -1);
      double start = Double.parseDouble(fields[1]);
      int from = (int) (start * RATE);
      int to = Math.min((int) (Double.parseDouble(fields[2]) * RATE), chapter.length());
      List<Word> words =
          line.transcribe(chapter.slice(from, to)).words().stream()
              .map(
                  word ->
                      new Word(word.text(), word.start() + start, word.end() + start, 0, List.of()))
              .toList();
      segments.add(new Segment(fields[3], words));
    }
    return segments;
  }

  private Transcript transcribe(Path recording, Transcriber line) {
    try (AudioStream stream = reader.open(recording, ChannelSelection.MIX)) {
      return line.transcribe(stream, (part, frames) -> {});
    }
  }

  /** Median distance between the beginnings of words that both have. */
  private static double medianShift(List<Word> one, List<Word> other) {
    List<Double> shifts = new ArrayList<>();
    int i = 0;
    int j = 0;
    for (Alignment.Pair pair : Alignment.words(text(one), text(other)).pairs()) {
      if (pair.kind() == Alignment.Kind.HIT) {
        shifts.add(Math.abs(one.get(i).start() - other.get(j).start()));
      }
      i += pair.kind() == Alignment.Kind.INSERTION ? 0 : 1;
      j += pair.kind() == Alignment.Kind.DELETION ? 0 : 1;
    }
    return shifts.stream().sorted().skip(shifts.size() / 2).findFirst().orElseThrow();
  }

  private static String text(List<Word> words) {
    return words.stream().map(Word::text).collect(Collectors.joining(" "));
  }
}
