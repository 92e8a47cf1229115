package dev.quartzite.service.transcription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quartzite.Word;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SegmentTest {
  @Test
  void endsAtAPause() {
    List<Segment> segments =
        Segment.split(List.of(word("a", 0, 1), word("b", 1.1, 2), word("c", 3, 4)), 0);

    assertThat(segments).extracting(Segment::text).containsExactly("a b", "c");
    assertThat(segments.get(0).end()).isEqualTo(2);
    assertThat(segments.get(1).start()).isEqualTo(3);
  }

  @Test
  void ofNothingThereAreNone() {
    assertThat(Segment.split(List.of(), 0)).isEmpty();
  }

  @Test
  void whereNobodyPausesIsCutAtTheLongestGapOfTheTimeAllowed() {
    List<Word> words = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      double start = i < 12 ? i : i + 0.3;
      words.add(word("w" + i, start, start + 0.8));
    }

    List<Segment> segments = Segment.split(words, 0);

    assertThat(segments.get(0).text()).endsWith("w11");
    assertThat(segments).allSatisfy(s -> assertThat(s.end() - s.start()).isLessThanOrEqualTo(15));
    assertThat(segments.stream().mapToInt(segment -> segment.words().size()).sum()).isEqualTo(40);
  }

  @Test
  void aWordLongerThanASegmentMayBeStaysWhole() {
    assertThat(Segment.split(List.of(word("o", 0, 60), word("k", 60.1, 61)), 0)).hasSize(2);
  }

  @Test
  void saysHowProbableItsLettersAreAndThatNobodySpoke() {
    Word one = Words.word("a", 0, 1, 0.5, -1);
    Word other = Words.word("abc", 1, 2, 0.25, -2);

    Segment segment = new Segment(0, List.of(one, other));

    assertThat(segment.meanLogProb()).isCloseTo((-1 - 3 * 2) / 4.0, within(1e-12));
    assertThat(segment.noSpeechProbability()).isCloseTo(0.5 * 0.75, within(1e-12));
  }

  private static Word word(String text, double start, double end) {
    return Words.word(text, start, end, 0.9, -0.1);
  }
}
