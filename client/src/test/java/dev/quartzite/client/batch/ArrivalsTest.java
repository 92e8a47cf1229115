package dev.quartzite.client.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Arrivals in a time that passes only while they are waited for. */
class ArrivalsTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir private Path folder = Path.of("");
  private Instant now = START;
  private final Deque<Runnable> happenings = new ArrayDeque<>();
  private Arrivals arrivals;

  @BeforeEach
  void watch() {
    arrivals =
        new Arrivals(
            () ->
                new RecordingFinder(false, List.of(), Set.of()).find(List.of(folder)).recordings(),
            Duration.ofSeconds(5),
            duration -> {
              now = now.plus(duration);
              if (now.isAfter(START.plusSeconds(60))) {
                throw new InterruptedException("the test is over");
              }
              if (!happenings.isEmpty()) {
                happenings.removeFirst().run();
              }
            },
            new Clock() {
              @Override
              public Instant instant() {
                return now;
              }

              @Override
              public ZoneOffset getZone() {
                return ZoneOffset.UTC;
              }

              @Override
              public Clock withZone(java.time.ZoneId zone) {
                return this;
              }
            });
  }

  private void write(String name, String content) {
    try {
      Path file = Files.writeString(folder.resolve(name), content);
      Files.setLastModifiedTime(file, FileTime.from(now));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long secondsUntilNext(String name) {
    Instant before = now;
    assertThat(arrivals.hasNext()).isTrue();
    assertThat(arrivals.next().name()).isEqualTo(name);
    return Duration.between(before, now).toSeconds();
  }

  @Test
  void takesAtOnceWhatHasBeenThereForLong() {
    write("a.wav", "a");
    write("b.wav", "b");
    now = now.plusSeconds(10);
    assertThat(secondsUntilNext("a.wav")).isZero();
    assertThat(secondsUntilNext("b.wav")).isZero();
  }

  @Test
  void takesWhatArrivesWhenItHasSettled() {
    happenings.add(() -> write("a.wav", "a"));
    happenings.add(() -> write("a.wav", "ab"));
    happenings.add(() -> write("a.wav", "abc"));
    assertThat(secondsUntilNext("a.wav")).as("five after the last write").isEqualTo(8);
  }

  @Test
  void takesNothingTwiceUnlessItIsChanged() {
    write("a.wav", "a");
    secondsUntilNext("a.wav");
    assertThat(arrivals.hasNext()).isFalse();

    now = START;
    happenings.add(() -> write("a.wav", "other"));
    assertThat(secondsUntilNext("a.wav")).isPositive();
  }

  @Test
  void doesNotWaitForAClockThatIsWrong() throws IOException {
    write("a.wav", "a");
    Files.setLastModifiedTime(
        folder.resolve("a.wav"), FileTime.from(START.plus(Duration.ofDays(9))));
    assertThat(secondsUntilNext("a.wav")).isEqualTo(5);
  }
}
