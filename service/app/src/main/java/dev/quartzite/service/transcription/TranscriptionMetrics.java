package dev.quartzite.service.transcription;

import dev.quartzite.TranscriptionObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * Counts what is transcribed and how long it takes: {@code quartzite.stage}, {@code
 * quartzite.audio}, {@code quartzite.realtime.factor}. Safe for any number of threads.
 */
@Component
final class TranscriptionMetrics implements TranscriptionObserver {
  private static final Duration[] STAGE_BUCKETS = {
    Duration.ofMillis(1),
    Duration.ofMillis(5),
    Duration.ofMillis(20),
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofSeconds(2),
    Duration.ofSeconds(10),
    Duration.ofSeconds(60)
  };

  private final Map<Stage, Timer> stages = new EnumMap<>(Stage.class);
  private final Counter audio;
  private final DistributionSummary realTimeFactor;

  TranscriptionMetrics(MeterRegistry registry) {
    for (Stage stage : Stage.values()) {
      stages.put(
          stage,
          Timer.builder("quartzite.stage")
              .description("time that a stage took for a part of a recording")
              .tag("stage", stage.name().toLowerCase(Locale.ROOT))
              .serviceLevelObjectives(STAGE_BUCKETS)
              .register(registry));
    }
    audio =
        Counter.builder("quartzite.audio")
            .description("sound that was transcribed")
            .baseUnit("seconds")
            .register(registry);
    realTimeFactor =
        DistributionSummary.builder("quartzite.realtime.factor")
            .description("length of a recording by the time from its turn to its transcript")
            .serviceLevelObjectives(1, 2, 5, 10, 20, 50, 100, 200, 500)
            .register(registry);
  }

  @Override
  public void stageEnded(Stage stage, long elapsedNanos, double audioSeconds) {
    Timer timer = stages.get(stage);
    if (timer != null) {
      timer.record(elapsedNanos, TimeUnit.NANOSECONDS);
    }
  }

  /** A recording has been transcribed. */
  void transcribed(double audioSeconds, long elapsedNanos) {
    audio.increment(audioSeconds);
    realTimeFactor.record(audioSeconds / Math.max(1e-9, elapsedNanos / 1e9));
  }
}
