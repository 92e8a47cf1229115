package dev.quartzite.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConfidenceIntervalTest {
  /** 400 utterances of one word, 40 of them wrong: a binomial rate of 10 %. */
  private static final List<ErrorCounts> ONE_IN_TEN =
      Stream.concat(
              Collections.nCopies(40, new ErrorCounts(0, 1, 0, 0)).stream(),
              Collections.nCopies(360, new ErrorCounts(1, 0, 0, 0)).stream())
          .toList();

  @Test
  void agreesWithTheNormalApproximationWhereThatHolds() {
    double deviation = Math.sqrt(0.1 * 0.9 / 400);
    ConfidenceInterval interval = ConfidenceInterval.bootstrap(ONE_IN_TEN, 0.95, 1);
    assertThat(interval.lower()).isCloseTo(0.1 - 1.96 * deviation, within(0.004));
    assertThat(interval.upper()).isCloseTo(0.1 + 1.96 * deviation, within(0.004));
  }

  @Test
  void theSameSeedGivesTheSameInterval() {
    assertThat(ConfidenceInterval.bootstrap(ONE_IN_TEN, 0.95, 5))
        .isEqualTo(ConfidenceInterval.bootstrap(ONE_IN_TEN, 0.95, 5));
  }

  @Test
  void aHigherLevelIsAWiderInterval() {
    ConfidenceInterval narrow = ConfidenceInterval.bootstrap(ONE_IN_TEN, 0.5, 1);
    ConfidenceInterval wide = ConfidenceInterval.bootstrap(ONE_IN_TEN, 0.99, 1);
    assertThat(wide.lower()).isLessThan(narrow.lower());
    assertThat(wide.upper()).isGreaterThan(narrow.upper());
  }

  @Test
  void oneUtteranceHasNoSpread() {
    List<ErrorCounts> single = List.of(new ErrorCounts(3, 1, 0, 0));
    assertThat(ConfidenceInterval.bootstrap(single, 0.95, 1))
        .isEqualTo(new ConfidenceInterval(0.25, 0.25, 0.95));
  }

  @Test
  void refusesNoUtterancesAndImpossibleLevels() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConfidenceInterval.bootstrap(List.of(), 0.95, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConfidenceInterval.bootstrap(ONE_IN_TEN, 95, 1))
        .withMessageContaining("not 95.0");
  }
}
