package dev.quartzite.service.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quartzite.service.http.Api.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = "management.prometheus.metrics.export.enabled=true")
class MetricsTest extends HttpTest {
  @Test
  void countWhatWasTranscribedAndRefused() throws Exception {
    double before = value("quartzite_audio_seconds_total");
    assertThat(api().transcribe(Multipart.of(Samples.first().recording())).status()).isEqualTo(200);
    assertThat(api().get("/v1/models/none").status()).isEqualTo(404);

    assertThat(value("quartzite_audio_seconds_total") - before)
        .isCloseTo(Samples.seconds(Samples.first().recording()), within(1e-3));
    for (String stage : new String[] {"features", "acoustic", "decoding"}) {
      assertThat(value("quartzite_stage_seconds_count{stage=\"%s\"}".formatted(stage)))
          .isPositive();
    }
    assertThat(value("quartzite_realtime_factor_sum")).isPositive();
    assertThat(value("quartzite_rejections_total{code=\"model_not_found\"}")).isPositive();
    assertThat(value("quartzite_batch_parts_total")).isPositive();
    assertThat(value("quartzite_batch_runs_total")).isPositive();
    assertThat(value("quartzite_queue")).isZero();
    assertThat(value("quartzite_transcriptions_waiting")).isZero();
    assertThat(value("quartzite_transcriptions_running")).isZero();
    assertThat(value("quartzite_requests_open")).isZero();
  }

  @Test
  void areThoseThatTheDashboardShows() throws Exception {
    api().transcribe(Multipart.of(Samples.first().recording()));
    api().get("/v1/models/none");
    String metrics = api().get("/actuator/prometheus").body();
    String dashboard = Files.readString(Path.of("..", "..", "deploy", "grafana", "quartzite.json"));

    Set<String> shown = new TreeSet<>();
    Matcher names =
        Pattern.compile("\\b(?:quartzite|http|jvm|process|system)_\\w+").matcher(dashboard);
    while (names.find()) {
      shown.add(names.group());
    }

    assertThat(shown).hasSizeGreaterThan(15).allMatch(metrics::contains);
  }

  private double value(String meter) {
    Answer answer = api().get("/actuator/prometheus");
    return answer
        .body()
        .lines()
        .filter(line -> line.startsWith(meter + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(meter.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError(meter + " is not in\n" + answer.body()));
  }
}
