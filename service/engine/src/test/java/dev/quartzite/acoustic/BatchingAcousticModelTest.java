package dev.quartzite.acoustic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.quartzite.features.LogMelSpectrogram;
import dev.quartzite.math.FloatMatrix;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Order, refusal and failure, seen through a network that runs only when the test lets it. */
class BatchingAcousticModelTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final ExecutorService callers = Executors.newCachedThreadPool();
  private final GatedModel gated = new GatedModel();
  private BatchingAcousticModel model = batching(4, LONG);

  @AfterEach
  void stop() {
    gated.open();
    model.close();
    callers.shutdownNow();
  }

  @Test
  void whatWaitsTogetherRunsTogetherAndEachCallerGetsItsOwn() throws Exception {
    Future<Integer> first = callWhenIdle(10);
    List<Future<Integer>> waiting = IntStream.of(21, 20, 19).mapToObj(this::enqueue).toList();
    gated.let(2);
    assertThat(first.get()).isEqualTo(10);
    for (int i = 0; i < 3; i++) {
      assertThat(waiting.get(i).get()).isEqualTo(21 - i);
    }
    assertThat(gated.runs()).containsExactly(List.of(10), List.of(19, 20, 21));
  }

  @Test
  void recordingsOfOtherLengthsDoNotShareARun() throws Exception {
    Future<Integer> first = callWhenIdle(10);
    List<Future<Integer>> waiting = IntStream.of(100, 20).mapToObj(this::enqueue).toList();
    gated.let(3);
    assertThat(first.get()).isEqualTo(10);
    assertThat(waiting.get(0).get()).isEqualTo(100);
    assertThat(waiting.get(1).get()).isEqualTo(20);
    assertThat(gated.runs()).containsExactly(List.of(10), List.of(20), List.of(100));
  }

  @Test
  void aLongRecordingWaitsForNoMoreLaterWorkThanItIsLong() throws Exception {
    model.close();
    model = batching(1, LONG);
    List<Future<Integer>> calls = new ArrayList<>(List.of(callWhenIdle(10), enqueue(100)));
    for (int i = 0; i < 4; i++) {
      calls.add(enqueue(40));
      gated.let(1);
      gated.awaitArrivals(i + 2);
    }
    gated.open();
    for (Future<Integer> call : calls) {
      assertThat(call.get()).isPositive();
    }
    assertThat(gated.runs().indexOf(List.of(100))).isBetween(1, 4);
  }

  @Test
  void aFullQueueRefusesAtOnceAndTakesAgainWhenThereIsRoom() throws Exception {
    Future<Integer> running = callWhenIdle(10);
    List<Future<Integer>> waiting = IntStream.range(0, 8).mapToObj(i -> enqueue(20)).toList();
    assertThatExceptionOfType(OverloadedException.class)
        .isThrownBy(() -> model.infer(frames(20)))
        .withMessageContaining("8 recordings are waiting")
        .satisfies(e -> assertThat(e.retryAfter()).isPositive());
    gated.open();
    running.get();
    for (Future<Integer> future : waiting) {
      future.get();
    }
    assertThat(model.infer(frames(30)).frames()).isEqualTo(30);
  }

  @Test
  void whatItsCallerGaveUpIsNeverRun() throws Exception {
    model.close();
    model = batching(4, Duration.ofMillis(30));
    Future<Integer> running = callWhenIdle(10);
    Future<Integer> waiting = callers.submit(() -> model.infer(frames(50)).frames());
    assertCause(waiting, DeadlineExceededException.class);
    assertCause(running, DeadlineExceededException.class);
    assertThat(model.queued()).isZero();
    gated.open();
    model.close();
    assertThat(gated.runs()).containsExactly(List.of(10));
  }

  @Test
  void anInterruptedCallerLeavesTheQueue() throws Exception {
    Future<Integer> running = callWhenIdle(10);
    CompletableFuture<Throwable> outcome = new CompletableFuture<>();
    Thread caller =
        new Thread(
            () -> {
              try {
                model.infer(frames(50));
              } catch (CancellationException e) {
                outcome.complete(e);
              }
            });
    caller.start();
    awaitQueued(1);
    caller.interrupt();
    assertThat(outcome.get()).isInstanceOf(CancellationException.class);
    assertThat(model.queued()).isZero();
    gated.open();
    assertThat(running.get()).isEqualTo(10);
    assertThat(gated.runs()).containsExactly(List.of(10));
  }

  @Test
  void aRecordingThatFailsLeavesItsNeighboursAlone() throws Exception {
    Future<Integer> running = callWhenIdle(10);
    Future<Integer> bad = enqueue(GatedModel.POISON);
    Future<Integer> good = enqueue(GatedModel.POISON + 1);
    gated.open();
    assertThat(running.get()).isEqualTo(10);
    assertThat(good.get()).isEqualTo(GatedModel.POISON + 1);
    assertCause(bad, ModelException.class);
  }

  @Test
  void closingFailsWhatWaitsLetsWhatRunsEndAndRefusesTheRest() throws Exception {
    Future<Integer> running = callWhenIdle(10);
    Future<Integer> waiting = enqueue(20);
    Future<?> closing = callers.submit(model::close);
    assertCause(waiting, IllegalStateException.class);
    assertThatIllegalStateException().isThrownBy(() -> model.infer(frames(5)));
    assertThat(gated.closed()).isFalse();
    gated.open();
    closing.get();
    assertThat(running.get()).isEqualTo(10);
    assertThat(gated.closed()).isTrue();
  }

  private BatchingAcousticModel batching(int maxBatch, Duration deadline) {
    return new BatchingAcousticModel(gated, new BatchingOptions(1, maxBatch, 1000, 8, deadline));
  }

  /** A call that has left the queue and is now held at the gate. */
  private Future<Integer> callWhenIdle(int frames) throws InterruptedException {
    int before = gated.arrived();
    Future<Integer> call = callers.submit(() -> model.infer(frames(frames)).frames());
    gated.awaitArrivals(before + 1);
    return call;
  }

  private Future<Integer> enqueue(int frames) {
    int before = model.queued();
    Future<Integer> call = callers.submit(() -> model.infer(frames(frames)).frames());
    awaitQueued(before + 1);
    return call;
  }

  private void awaitQueued(int count) {
    while (model.queued() < count) {
      Thread.onSpinWait();
    }
  }

  private static void assertCause(Future<Integer> call, Class<? extends Exception> expected) {
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(call::get)
        .withCauseInstanceOf(expected);
  }

  private static LogMelSpectrogram frames(int frames) {
    return new LogMelSpectrogram(FloatMatrix.wrap(frames, 1, new float[frames]));
  }

  /** Answers a recording with as many emission frames, after a permit was given for the run. */
  private static final class GatedModel implements AcousticModel {
    static final int POISON = 13;

    private final Semaphore permits = new Semaphore(0);
    private final List<List<Integer>> runs = new ArrayList<>();
    private int arrived;
    private boolean closed;

    @Override
    public List<Emissions> infer(List<LogMelSpectrogram> batch) {
      List<Integer> lengths = batch.stream().map(LogMelSpectrogram::frames).sorted().toList();
      synchronized (this) {
        arrived++;
        runs.add(lengths);
        notifyAll();
      }
      permits.acquireUninterruptibly();
      if (lengths.contains(POISON)) {
        throw new ModelException("poisoned");
      }
      return batch.stream()
          .map(s -> new Emissions(FloatMatrix.wrap(s.frames(), 1, new float[s.frames()]), 0.02))
          .toList();
    }

    void let(int count) {
      permits.release(count);
    }

    void open() {
      permits.release(1_000_000);
    }

    synchronized int arrived() {
      return arrived;
    }

    synchronized void awaitArrivals(int count) throws InterruptedException {
      while (arrived < count) {
        wait();
      }
    }

    synchronized List<List<Integer>> runs() {
      return List.copyOf(runs);
    }

    synchronized boolean closed() {
      return closed;
    }

    @Override
    public synchronized void close() {
      closed = true;
    }
  }
}
