package dev.quartzite.acoustic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartzite.acoustic.BatchingAcousticModel.Ticket;
import dev.quartzite.features.LogMelSpectrogram;
import dev.quartzite.math.FloatMatrix;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FairQueueTest {
  private static final Duration DEADLINE = Duration.ofMinutes(1);

  private final FairQueue queue =
      new FairQueue(new BatchingOptions(1, 1, Integer.MAX_VALUE, 100, DEADLINE));

  @Test
  void servesWhoAsksForLittleNextWhoeverFloodsIt() {
    for (int i = 0; i < 50; i++) {
      add("much", 100);
    }
    take(10);

    add("little", 100);

    assertThat(take(3)).contains("little");
  }

  @Test
  void sharesFramesNotRecordings() {
    for (int i = 0; i < 10; i++) {
      add("long", 400);
    }
    for (int i = 0; i < 40; i++) {
      add("short", 100);
    }

    List<String> first = take(25);

    assertThat(first).filteredOn("short"::equals).hasSize(20);
  }

  @Test
  void letsNobodySaveUpForLater() {
    add("late", 100);
    take(1);
    for (int i = 0; i < 20; i++) {
      add("steady", 100);
    }
    take(10);

    for (int i = 0; i < 10; i++) {
      add("late", 100);
    }

    assertThat(take(6)).filteredOn("steady"::equals).hasSizeBetween(2, 4);
  }

  @Test
  void letsAShortRecordingOfTheSameCallerOvertakeALongOne() {
    add("same", 1000);
    Ticket small = add("same", 10);

    assertThat(queue.take()).containsExactly(small);
  }

  private Ticket add(String caller, int frames) {
    Ticket ticket =
        new Ticket(new LogMelSpectrogram(FloatMatrix.wrap(frames, 1, new float[frames])), caller);
    queue.add(List.of(ticket));
    return ticket;
  }

  private List<String> take(int runs) {
    List<String> callers = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      queue.take().forEach(ticket -> callers.add(ticket.caller()));
    }
    return callers;
  }
}
