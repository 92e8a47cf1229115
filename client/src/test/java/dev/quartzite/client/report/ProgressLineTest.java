package dev.quartzite.client.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartzite.client.report.Tally.Counts;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private static final ProgressLine LINE = new ProgressLine(2_000, 10_000_000);

  @Test
  void tellsFilesAudioSpeedFailuresAndRemainingTime() {
    Counts counts = new Counts(900, 100, 2, 7_200, 4_000_000, 1_000_000);
    assertThat(LINE.text(counts, 120))
        .isEqualTo(
            "1,002 of 2,000 files, 2 h 0 min of audio, 60.0 × real time, 2 failed, "
                + "2 min 30 s left");
  }

  @Test
  void promisesNothingBeforeThereIsAnythingToTell() {
    assertThat(LINE.text(Counts.NONE, 1)).isEqualTo("0 of 2,000 files, 0.0 s of audio");
  }

  @Test
  void theBarShowsWhatIsSettled() {
    Counts half = new Counts(1_000, 0, 0, 60, 1, 0);
    assertThat(LINE.bar(half, 1)).startsWith("[############------------] 1,000 of");
    Counts all = new Counts(2_000, 0, 0, 60, 10_000_000, 0);
    assertThat(LINE.bar(all, 1))
        .startsWith("[########################] 2,000 of")
        .doesNotContain("left");
  }
}
