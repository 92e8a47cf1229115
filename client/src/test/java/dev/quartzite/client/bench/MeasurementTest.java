package dev.quartzite.client.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartzite.client.bench.Exchange.Outcome;
import dev.quartzite.client.bench.Measurement.Latency;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MeasurementTest {
  @Test
  void percentilesAreThoseOfTheNearestRank() {
    double[] seconds = IntStream.rangeClosed(1, 200).mapToDouble(i -> (201 - i) / 1000.0).toArray();

    assertThat(Latency.of(seconds)).isEqualTo(new Latency(100, 190, 198, 200));
    assertThat(Latency.of(new double[] {0.5})).isEqualTo(new Latency(500, 500, 500, 500));
    assertThat(Latency.of(new double[0])).isEqualTo(new Latency(0, 0, 0, 0));
  }

  @Test
  void speedIsAudioFromTheFirstRequestToTheLastAnswer() {
    List<Exchange> exchanges =
        List.of(
            new Exchange("a", 10, 1, Outcome.SERVED, 30, "a"),
            new Exchange("b", 10.5, 1.5, Outcome.SERVED, 10, "b"),
            new Exchange("c", 11, 0.01, Outcome.REFUSED, 0, "busy"));

    Measurement measurement = Measurement.of("x", exchanges, OptionalDouble.empty());

    assertThat(measurement.elapsedSeconds()).isEqualTo(2);
    assertThat(measurement.audioSecondsPerSecond()).isEqualTo(20);
    assertThat(measurement.latency().p95()).isEqualTo(1500);
    assertThat(measurement.refusalLatency().p50()).isEqualTo(10);
    assertThat(measurement.refused()).isEqualTo(1);
  }
}
