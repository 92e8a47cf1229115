package dev.quartzite.decoding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordTimesTest {
  @ParameterizedTest
  @ValueSource(strings = {GoldenEmissions.CLEAN, GoldenEmissions.OTHER})
  void decodedWordsAreWhereTheReferenceTextHasThem(String set) throws IOException {
    WordTimes times = WordTimes.ofReferenceNetwork(set);
    assertThat(times.quantile(0.5)).isLessThanOrEqualTo(40);
    assertThat(times.quantile(0.9)).isLessThanOrEqualTo(40);
  }
}
