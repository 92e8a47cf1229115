package dev.quartzite.client.report;

import dev.quartzite.client.batch.BatchListener;
import java.io.PrintWriter;
import java.util.Timer;
import java.util.TimerTask;

/** Shows progress while a run lasts, and says whenever the server goes or comes back. */
public final class ProgressDisplay implements BatchListener, AutoCloseable {
  private static final String CLEAR_LINE = "\r\u001b[K";

  // A line that the terminal would wrap could not be cleared again; so what is too much is cut.
  private static final String NO_WRAP = "\u001b[?7l";
  private static final String WRAP = "\u001b[?7h";

  /** What to show. */
  public enum Mode {
    /** A bar in the last line of a terminal. */
    BAR(250),
    /** A line every half minute. */
    LINES(30_000),
    /** Only what is said of the server. */
    MESSAGES(0),
    NOTHING(0);

    private final long periodMillis;

    Mode(long periodMillis) {
      this.periodMillis = periodMillis;
    }
  }

  private final PrintWriter err;
  private final Tally tally;
  private final ProgressLine line;
  private final Mode mode;
  private final long began = System.nanoTime();
  private boolean ended;
  private final Timer timer = new Timer("progress", true);

  /** Begins to show what {@code tally} counts. */
  public ProgressDisplay(PrintWriter err, Tally tally, ProgressLine line, Mode mode) {
    this.err = err;
    this.tally = tally;
    this.line = line;
    this.mode = mode;
    if (mode.periodMillis > 0) {
      timer.scheduleAtFixedRate(
          new TimerTask() {
            @Override
            public void run() {
              show();
            }
          },
          mode.periodMillis,
          mode.periodMillis);
    }
  }

  private synchronized void show() {
    if (ended) {
      return; // The timer was faster.
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    if (mode == Mode.BAR) {
      err.print(CLEAR_LINE + NO_WRAP + line.bar(tally.counts(), seconds) + WRAP);
    } else {
      err.println(line.text(tally.counts(), seconds));
    }
    err.flush();
  }

  @Override
  public void serverGone(String reason) {
    say("Waiting for the server: " + reason);
  }

  @Override
  public void serverBack() {
    say("The server is back.");
  }

  private synchronized void say(String sentence) {
    if (mode != Mode.NOTHING) {
      err.println(mode == Mode.BAR ? CLEAR_LINE + sentence : sentence);
    }
  }

  /** Shows no more, and leaves the terminal's line empty. */
  @Override
  public synchronized void ended() {
    if (!ended) {
      ended = true;
      timer.cancel();
      if (mode == Mode.BAR) {
        err.print(CLEAR_LINE);
        err.flush();
      }
    }
  }

  @Override
  public void close() {
    ended();
  }
}
