package dev.quartzite.client.batch;

/**
 * Looks for the smallest number of simultaneous requests that gets the most done. It doubles while
 * that gains throughput; where it does not it goes back, waits, and tries smaller steps ever more
 * rarely. A refusal takes 30 % off at once, and what was refused is not tried again for a while.
 * Growing until refused alone would leave the requests of a slow server waiting in its queue until
 * they are out of time.
 *
 * <p>Throughput is by Little's law the number of requests times their mean work by their mean time,
 * which needs no clock and does not mind answers that come in bursts, as those of a batching server
 * do. Not safe for use by several threads.
 */
final class ThroughputSearch {
  private static final int START = 4;
  private static final double REFUSED_FACTOR = 0.7;
  private static final double SMALLEST_STEP = 1.25;
  private static final int LONGEST_HOLD = 32;
  private static final int FIRST_CALM = 8;
  private static final int LONGEST_CALM = 128;

  /** Of the throughput that a step would gain if the server had no limit, what it has to gain. */
  private static final double GAIN = 0.1;

  private final int max;
  private int limit;
  private int epoch;

  // The measurement of this epoch.
  private int answers;
  private double work;
  private double seconds;

  // The search: before a step, what was there.
  private boolean stepping;
  private double throughputBefore;
  private int limitBefore;
  private double step = 2;
  private int hold = 1;
  private int nextHold = 1;

  // What was refused last, and for how many measurements that is remembered.
  private int ceiling = Integer.MAX_VALUE;
  private int calm;
  private int nextCalm = FIRST_CALM;

  ThroughputSearch(int max) {
    this.max = max;
    this.limit = Math.min(START, max);
  }

  int limit() {
    return limit;
  }

  /** Changes with the limit; a request belongs to the epoch in which it began. */
  int epoch() {
    return epoch;
  }

  /**
   * A request of this epoch was answered.
   *
   * @param requestWork what was done, in any unit
   * @param requestSeconds how long it took
   */
  void answered(double requestWork, double requestSeconds) {
    answers++;
    work += requestWork;
    seconds += requestSeconds;
    if (answers >= 2 * Math.max(limit, START) && seconds > 0) {
      decide(limit * work / seconds);
      forgetMeasurement();
    }
  }

  private void decide(double throughput) {
    if (ceiling < Integer.MAX_VALUE && --calm <= 0) {
      ceiling = Integer.MAX_VALUE;
    }
    if (stepping && throughput < throughputBefore * (1 + GAIN * (step - 1))) {
      step = Math.max(SMALLEST_STEP, 1 + (step - 1) / 2);
      moveTo(limitBefore);
      rest();
    } else if (stepping || --hold <= 0) {
      nextHold = stepping ? 1 : nextHold;
      throughputBefore = throughput;
      limitBefore = limit;
      int target = Math.min(Math.min(max, ceiling - 1), (int) Math.ceil(limit * step));
      stepping = target > limit;
      moveTo(Math.max(limit, target));
    }
  }

  /** A request of this epoch was refused: the server has too much to do. */
  void refused() {
    step = SMALLEST_STEP;
    ceiling = limit;
    calm = nextCalm;
    nextCalm = Math.min(LONGEST_CALM, 2 * nextCalm);
    moveTo(Math.max(1, (int) (limit * REFUSED_FACTOR)));
    rest();
  }

  private void rest() {
    stepping = false;
    hold = nextHold;
    nextHold = Math.min(LONGEST_HOLD, 2 * nextHold);
  }

  private void moveTo(int newLimit) {
    limit = newLimit;
    epoch++;
    forgetMeasurement();
  }

  private void forgetMeasurement() {
    answers = 0;
    work = 0;
    seconds = 0;
  }
}
