package dev.quartzite.client.bench;

import dev.quartzite.client.bench.Exchange.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is to be said of a load test. Warming up is not part of it: requests that began before its
 * end are left out.
 *
 * @param load the load in words
 * @param requests how many were sent
 * @param served how many were transcribed
 * @param refused how many were refused for the load, with a time to come back
 * @param refusedWithoutTime how many were refused for the load without one
 * @param failed all others
 * @param elapsedSeconds from the first request to the last answer
 * @param audioSeconds length of all recordings that were transcribed
 * @param audioSecondsPerSecond speed, times real time
 * @param latency of the requests that were served
 * @param refusalLatency of those that were refused for the load
 * @param wordErrorRate from 0; absent if there are no texts to compare with
 * @param failures how often each reason of a failure was given
 */
public record Measurement(
    String load,
    int requests,
    long served,
    long refused,
    long refusedWithoutTime,
    long failed,
    double elapsedSeconds,
    double audioSeconds,
    double audioSecondsPerSecond,
    Latency latency,
    Latency refusalLatency,
    OptionalDouble wordErrorRate,
    Map<String, Long> failures) {
  private static final JsonMapper JSON = new JsonMapper();

  /** Percentiles in milliseconds; all 0 where there was no request. */
  public record Latency(double p50, double p95, double p99, double max) {
    static Latency of(double[] seconds) {
      double[] sorted = seconds.clone();
      Arrays.sort(sorted);
      return new Latency(
          percentile(sorted, 0.5),
          percentile(sorted, 0.95),
          percentile(sorted, 0.99),
          percentile(sorted, 1));
    }

    /** The smallest that so large a part does not exceed (nearest rank). */
    private static double percentile(double[] sorted, double part) {
      int rank = Math.max(0, (int) Math.ceil(part * sorted.length) - 1);
      return sorted.length == 0 ? 0 : 1000 * sorted[rank];
    }
  }

  /** Sums up requests. */
  public static Measurement of(
      String load, List<Exchange> exchanges, OptionalDouble wordErrorRate) {
    double first = exchanges.stream().mapToDouble(Exchange::start).min().orElse(0);
    double last = exchanges.stream().mapToDouble(Exchange::end).max().orElse(0);
    double audio = exchanges.stream().mapToDouble(Exchange::audioSeconds).sum();
    return new Measurement(
        load,
        exchanges.size(),
        count(exchanges, Outcome.SERVED),
        count(exchanges, Outcome.REFUSED),
        count(exchanges, Outcome.REFUSED_WITHOUT_TIME),
        count(exchanges, Outcome.FAILED),
        last - first,
        audio,
        last > first ? audio / (last - first) : 0,
        latency(exchanges, exchange -> exchange.outcome() == Outcome.SERVED),
        latency(exchanges, exchange -> exchange.outcome().isRefusal()),
        wordErrorRate,
        exchanges.stream()
            .filter(exchange -> exchange.outcome() == Outcome.FAILED)
            .collect(Collectors.groupingBy(Exchange::text, TreeMap::new, Collectors.counting())));
  }

  private static long count(List<Exchange> exchanges, Outcome outcome) {
    return exchanges.stream().filter(exchange -> exchange.outcome() == outcome).count();
  }

  private static Latency latency(List<Exchange> exchanges, Predicate<Exchange> chosen) {
    return Latency.of(exchanges.stream().filter(chosen).mapToDouble(Exchange::latency).toArray());
  }

  /** One JSON object. */
  public String json() {
    return JSON.writeValueAsString(this);
  }
}
