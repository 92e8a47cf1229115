package dev.quartzite.service.transcription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartzite.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubtitlesTest {
  @Test
  void nothingSaidIsNothingShown() {
    assertThat(Subtitles.of(Words.result(List.of()))).isEmpty();
  }

  @Test
  void staysOnTheScreenForASecondWhereTheNextLeavesTheTime() {
    List<Cue> cues = cues(Words.word("yes", 1, 1.2), Words.word("no", 5, 5.1));

    assertThat(cues).hasSize(2);
    assertThat(cues.get(0).end()).isEqualTo(2);
    assertThat(cues.get(1).end()).isEqualTo(6);
  }

  @Test
  void breaksAtThePauseRatherThanWhereTheLineIsFull() {
    List<Word> words = new ArrayList<>(speech(0, "and then we went down to the river and"));
    double pause = words.get(words.size() - 1).end() + 0.7;
    words.addAll(speech(pause, "nobody was there at all when we came"));

    List<Cue> cues = Subtitles.of(Words.result(words));

    assertThat(cues)
        .extracting(SubtitlesTest::text)
        .containsExactly(
            "and then we went down to the river and", "nobody was there at all when we came");
  }

  @Test
  void splitsTwoLinesEvenly() {
    List<Cue> cues =
        Subtitles.of(Words.result(speech(0, "good morning and welcome to the speech service")));

    assertThat(cues).hasSize(1);
    assertThat(cues.get(0).lines())
        .containsExactly("good morning and welcome", "to the speech service");
  }

  @Test
  void cutsAWordThatIsLongerThanALine() {
    List<Cue> cues = cues(Words.word("o".repeat(50), 0, 5));

    assertThat(cues.get(0).lines()).containsExactly("o".repeat(42), "o".repeat(8));
  }

  @Test
  void showsNoWordLongerThanIsAllowed() {
    assertThat(cues(Words.word("hum", 0, 30)).get(0).end()).isEqualTo(7);
  }

  @Test
  void mixesChannelsInOrderOfTime() {
    Result result =
        Words.result(List.of(Words.word("second", 5, 6)), List.of(Words.word("first", 1, 2)));

    assertThat(Subtitles.of(result)).extracting(Cue::channel).containsExactly(1, 0);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void keepsEveryReadingRuleWhateverIsSaid(long seed) {
    List<Word> words = randomSpeech(seed, 800);

    List<Cue> cues = Subtitles.of(Words.result(words));

    assertThat(cues.stream().map(SubtitlesTest::text).collect(Collectors.joining(" ")))
        .isEqualTo(words.stream().map(Word::text).collect(Collectors.joining(" ")));
    for (int i = 0; i < cues.size(); i++) {
      Cue cue = cues.get(i);
      assertThat(cue.lines()).hasSizeLessThanOrEqualTo(2);
      assertThat(cue.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(42));
      assertThat(cue.end() - cue.start()).isBetween(1 - 1e-9, 7 + 1e-9);
      if (i > 0) {
        assertThat(cue.start()).isGreaterThanOrEqualTo(cues.get(i - 1).end());
      }
    }
  }

  @Test
  void endsWhenTheSpeechEnds() {
    List<Word> words = speech(0, "a sentence that takes its time to be said");

    assertThat(Subtitles.of(Words.result(words)).get(0).end())
        .isCloseTo(words.get(words.size() - 1).end(), Offset.offset(1e-9));
  }

  private static List<Cue> cues(Word... words) {
    return Subtitles.of(Words.result(List.of(words)));
  }

  private static String text(Cue cue) {
    return String.join(" ", cue.lines());
  }

  /** Words said one after another at 15 letters a second. */
  private static List<Word> speech(double start, String text) {
    List<Word> words = new ArrayList<>();
    double time = start;
    for (String word : text.split(" ", -1)) {
      double end = time + word.length() / 15.0;
      words.add(Words.word(word, time, end));
      time = end + 0.05;
    }
    return words;
  }

  private static List<Word> randomSpeech(long seed, int count) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Word> words = new ArrayList<>();
    double time = 0;
    for (int i = 0; i < count; i++) {
      time += random.nextInt(10) == 0 ? random.nextDouble(0.3, 4) : random.nextDouble(0.02, 0.2);
      String text = "x".repeat(random.nextInt(1, 14));
      double end = time + text.length() / random.nextDouble(8, 25);
      words.add(Words.word(text, time, end));
      time = end;
    }
    return words;
  }
}
