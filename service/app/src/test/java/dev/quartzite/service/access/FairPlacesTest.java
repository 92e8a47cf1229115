package dev.quartzite.service.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FairPlacesTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Caller MUCH = caller("much");
  private static final Caller LITTLE = caller("little");

  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void keepsOnePlaceForACallerThatHasNone() throws Exception {
    FairPlaces places = new FairPlaces(4);
    take(places, MUCH, 3);

    assertThat(places.take(MUCH, Duration.ZERO)).isNull();
    assertThat(places.take(LITTLE, Duration.ZERO)).isNotNull();
  }

  @Test
  void givesTheOnlyPlaceToAnybody() throws Exception {
    FairPlaces places = new FairPlaces(1);

    Slot slot = Objects.requireNonNull(places.take(MUCH, Duration.ZERO));
    assertThat(places.take(LITTLE, Duration.ZERO)).isNull();
    slot.close();
    assertThat(places.take(MUCH, Duration.ZERO)).isNotNull();
  }

  @Test
  void givesAFreePlaceToWhoHoldsTheFewestThoughOthersCameBefore() throws Exception {
    FairPlaces places = new FairPlaces(3);
    List<Slot> held = take(places, MUCH, 3);
    Future<@Nullable Slot> first = waiting(places, MUCH, 1);
    Future<@Nullable Slot> second = waiting(places, LITTLE, 2);

    held.get(0).close();

    assertThat(second.get()).isNotNull();
    assertThat(first.isDone()).isFalse();
    held.get(1).close();
    assertThat(first.get()).isNotNull();
  }

  @Test
  void forgetsWhoIsInterruptedWhileWaiting() throws Exception {
    FairPlaces places = new FairPlaces(1);
    Slot held = take(places, MUCH, 1).get(0);
    Future<@Nullable Slot> gone = waiting(places, LITTLE, 1);

    gone.cancel(true);
    Awaitility.await().until(() -> places.waiting() == 0);
    held.close();

    assertThat(places.take(MUCH, Duration.ZERO)).isNotNull();
  }

  private static List<Slot> take(FairPlaces places, Caller caller, int count) throws Exception {
    List<Slot> slots = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      slots.add(Objects.requireNonNull(places.take(caller, Duration.ZERO)));
    }
    return slots;
  }

  /** Somebody who waits, once so many do. */
  private Future<@Nullable Slot> waiting(FairPlaces places, Caller caller, int count) {
    Future<@Nullable Slot> slot = threads.submit(() -> places.take(caller, LONG));
    Awaitility.await().until(() -> places.waiting() == count);
    return slot;
  }

  private static Caller caller(String name) {
    return new Caller(name, 0, 0, TimeMeter.SYSTEM_NANOTIME);
  }
}
