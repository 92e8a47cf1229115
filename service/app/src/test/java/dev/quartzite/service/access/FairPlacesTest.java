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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FairPlacesTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Caller MUCH = caller("much");
  private static final Caller LITTLE = caller("little");
  private static final Caller OTHER = caller("other");

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicLong clock = new AtomicLong();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void keepsOnePlaceForACallerThatHasNone() throws Exception {
    FairPlaces places = places(4, 4);
    take(places, MUCH, 3);

    assertThat(places.take(MUCH, Duration.ZERO)).isNull();
    assertThat(places.take(LITTLE, Duration.ZERO)).isNotNull();
  }

  @Test
  void givesTheOnlyPlaceToAnybody() throws Exception {
    FairPlaces places = places(1, 1);

    Slot slot = Objects.requireNonNull(places.take(MUCH, Duration.ZERO));
    assertThat(places.take(LITTLE, Duration.ZERO)).isNull();
    slot.close();
    assertThat(places.take(MUCH, Duration.ZERO)).isNotNull();
  }

  @Test
  void givesAFreePlaceToWhoHoldsTheFewestThoughOthersCameBefore() throws Exception {
    FairPlaces places = places(3, 3);
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
    FairPlaces places = places(1, 1);
    Slot held = take(places, MUCH, 1).get(0);
    Future<@Nullable Slot> gone = waiting(places, LITTLE, 1);

    gone.cancel(true);
    Awaitility.await().until(() -> places.waiting() == 0);
    held.close();

    assertThat(places.take(MUCH, Duration.ZERO)).isNotNull();
  }

  @Test
  void letsACallerAloneHoldMoreThanThereAreCores() throws Exception {
    FairPlaces places = places(8, 2);

    assertThat(take(places, MUCH, 7)).hasSize(7);
  }

  @Test
  void givesNobodyMoreThanTheCoresWhileOthersAreHere() throws Exception {
    FairPlaces places = places(16, 4);
    take(places, LITTLE, 1);
    take(places, MUCH, 3);

    assertThat(places.take(MUCH, Duration.ZERO)).isNull();
    assertThat(places.take(OTHER, Duration.ZERO)).isNotNull();
    assertThat(places.take(LITTLE, Duration.ZERO)).isNull();
  }

  @Test
  void keepsACoreForACallerThatIsExpectedBack() throws Exception {
    FairPlaces places = places(8, 2);
    stay(places, LITTLE, 20);
    Slot first = take(places, MUCH, 1).get(0);

    assertThat(places.take(MUCH, Duration.ZERO)).isNull();
    assertThat(take(places, LITTLE, 1)).hasSize(1);
    first.close();
    assertThat(take(places, MUCH, 1)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"20, 80", "60000, 1000"})
  void expectsACallerForFourTimesAsLongAsItStayedAndASecondAtMost(long stay, long expected)
      throws Exception {
    FairPlaces places = places(8, 2);
    stay(places, LITTLE, stay);
    take(places, MUCH, 1);

    pass(expected - 1);
    assertThat(places.take(MUCH, Duration.ZERO)).isNull();
    pass(1);
    assertThat(take(places, MUCH, 6)).hasSize(6);
  }

  @Test
  void letsTheOthersOnAsSoonAsACallerIsNoLongerExpected() throws Exception {
    FairPlaces places = new FairPlaces(8, 2, System::nanoTime);
    take(places, LITTLE, 1).get(0).close();
    take(places, MUCH, 1);

    assertThat(places.take(MUCH, LONG)).isNotNull();
  }

  private FairPlaces places(int places, int cores) {
    return new FairPlaces(places, cores, clock::get);
  }

  private void stay(FairPlaces places, Caller caller, long milliseconds) throws Exception {
    Slot slot = take(places, caller, 1).get(0);
    pass(milliseconds);
    slot.close();
  }

  private void pass(long milliseconds) {
    clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(milliseconds));
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
