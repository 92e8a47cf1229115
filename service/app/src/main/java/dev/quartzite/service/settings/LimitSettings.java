package dev.quartzite.service.settings;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.util.unit.DataSize;

/**
 * What one request may cost, and all of them together.
 *
 * @param uploadSize largest file
 * @param uploadRate least bytes a second that an upload brings, once its first seconds have passed;
 *     a slower one is given up
 * @param recordingLength longest recording; a number without unit is seconds
 * @param transcriptions how many recordings are in memory at the same time; 0 for four a core
 * @param requests how many are open at the same time, uploading, waiting or being computed; one
 *     more is refused at once
 * @param waiting longest that an uploaded recording waits for its turn, and then for the network; a
 *     number without unit is seconds
 * @param deadline longest that a caller waits for an answer once its recording is uploaded: what is
 *     not done then is abandoned; a number without unit is seconds
 * @param pictureLength longest recording of which an answer shows every frame, where it shows any;
 *     longer ones are thinned; a number without unit is seconds
 */
public record LimitSettings(
    @DefaultValue("100MB") DataSize uploadSize,
    @DefaultValue("8KB") DataSize uploadRate,
    @DefaultValue("4h") @DurationUnit(ChronoUnit.SECONDS) Duration recordingLength,
    @DefaultValue("0") int transcriptions,
    @DefaultValue("256") int requests,
    @DefaultValue("2m") @DurationUnit(ChronoUnit.SECONDS) Duration waiting,
    @DefaultValue("30m") @DurationUnit(ChronoUnit.SECONDS) Duration deadline,
    @DefaultValue("5m") @DurationUnit(ChronoUnit.SECONDS) Duration pictureLength) {

  /** Checks the values. */
  public LimitSettings {
    requirePositive(uploadSize.toBytes(), "upload-size", uploadSize);
    requirePositive(uploadRate.toBytes(), "upload-rate", uploadRate);
    requirePositive(recordingLength.toMillis(), "recording-length", recordingLength);
    requirePositive(requests, "requests", requests);
    requirePositive(waiting.toMillis(), "waiting", waiting);
    requirePositive(deadline.toMillis(), "deadline", deadline);
    requirePositive(pictureLength.toMillis(), "picture-length", pictureLength);
    if (transcriptions < 0) {
      throw new IllegalArgumentException(
          "quartzite.limits.transcriptions is a number, or 0 for four a core, not "
              + transcriptions);
    }
    transcriptions =
        transcriptions == 0 ? 4 * Runtime.getRuntime().availableProcessors() : transcriptions;
  }

  private static void requirePositive(long value, String name, Object given) {
    if (value <= 0) {
      throw new IllegalArgumentException(
          "quartzite.limits.%s is more than 0, not %s".formatted(name, given));
    }
  }
}
