package dev.quartzite.client.bench;

import dev.quartzite.client.bench.Exchange.Outcome;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;

/**
 * A load test as a picture (SVG): each request by when it began and how long it took, and below the
 * speed over time.
 */
public final class LatencyChart {
  private static final int WIDTH = 900;
  private static final int LEFT = 70;
  private static final int RIGHT = WIDTH - 20;
  private static final Panel LATENCY = new Panel(50, 300);
  private static final Panel SPEED = new Panel(360, 500);
  private static final int HEIGHT = 550;
  private static final int BARS = 60;
  private static final int LINES = 4;

  private final Formatter svg = new Formatter(Locale.ROOT);
  private final Measurement measurement;
  private final List<Exchange> exchanges;
  private final double from;
  private final double seconds;

  /** A plot's upper and lower edge. */
  private record Panel(int top, int bottom) {
    double y(double part) {
      return bottom - part * (bottom - top);
    }
  }

  private LatencyChart(Measurement measurement, List<Exchange> exchanges) {
    this.measurement = measurement;
    this.exchanges = exchanges;
    this.from = exchanges.stream().mapToDouble(Exchange::start).min().orElse(0);
    this.seconds = Math.max(1e-3, measurement.elapsedSeconds());
  }

  /** Draws a load test. */
  public static String of(Measurement measurement, List<Exchange> exchanges) {
    return new LatencyChart(measurement, exchanges).draw();
  }

  private String draw() {
    svg.format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" "
            + "font-family=\"sans-serif\" font-size=\"12\">\n",
        WIDTH, HEIGHT);
    svg.format("<rect width=\"%d\" height=\"%d\" fill=\"white\"/>\n", WIDTH, HEIGHT);
    svg.format("<text x=\"%d\" y=\"24\" font-size=\"15\">%s</text>\n", LEFT, escaped(title()));
    drawLatencies();
    drawSpeed();
    for (int i = 0; i <= LINES; i++) {
      double x = x(from + seconds * i / LINES);
      svg.format(
          "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%.1f s</text>\n",
          x, SPEED.bottom + 18, seconds * i / LINES);
    }
    return svg.format("</svg>\n").toString();
  }

  private String title() {
    return String.format(
        Locale.ROOT,
        "%s: %.1f times real time, %d served, %d refused, %d failed",
        measurement.load(),
        measurement.audioSecondsPerSecond(),
        measurement.served(),
        measurement.refused() + measurement.refusedWithoutTime(),
        measurement.failed());
  }

  private void drawLatencies() {
    double most = 1000 * exchanges.stream().mapToDouble(Exchange::latency).max().orElse(1);
    frame(LATENCY, most, "ms");
    for (Exchange exchange : exchanges) {
      svg.format(
          "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"1.6\" fill=\"%s\"/>\n",
          x(exchange.start()),
          LATENCY.y(1000 * exchange.latency() / most),
          color(exchange.outcome()));
    }
    Measurement.Latency latency = measurement.latency();
    level("p50", latency.p50(), most);
    level("p95", latency.p95(), most);
    level("p99", latency.p99(), most);
  }

  private void level(String name, double milliseconds, double most) {
    double y = LATENCY.y(milliseconds / most);
    svg.format(
        "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#444\" "
            + "stroke-dasharray=\"4 3\"/>\n",
        LEFT, y, RIGHT, y);
    svg.format(
        "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s %.0f ms</text>\n",
        RIGHT, y - 3, name, milliseconds);
  }

  private void drawSpeed() {
    double[] audio = new double[BARS];
    for (Exchange exchange : exchanges) {
      int bar = (int) Math.min(BARS - 1, (exchange.end() - from) / seconds * BARS);
      audio[bar] += exchange.audioSeconds() / (seconds / BARS);
    }
    double most = 1e-3;
    for (double speed : audio) {
      most = Math.max(most, speed);
    }
    frame(SPEED, most, "×");
    for (int i = 0; i < BARS; i++) {
      double y = SPEED.y(audio[i] / most);
      svg.format(
          "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"#3b7dd8\"/>\n",
          x(from + seconds * i / BARS), y, 0.8 * (RIGHT - LEFT) / BARS, SPEED.bottom - y);
    }
  }

  private void frame(Panel panel, double most, String unit) {
    for (int i = 0; i <= LINES; i++) {
      double y = panel.y((double) i / LINES);
      svg.format(
          "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#ddd\"/>\n",
          LEFT, y, RIGHT, y);
      svg.format(
          "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.0f %s</text>\n",
          LEFT - 6, y + 4, most * i / LINES, unit);
    }
  }

  private double x(double time) {
    return LEFT + (time - from) / seconds * (RIGHT - LEFT);
  }

  private static String color(Outcome outcome) {
    return switch (outcome) {
      case SERVED -> "#3b7dd8";
      case REFUSED -> "#e0a030";
      case REFUSED_WITHOUT_TIME, FAILED -> "#d03030";
    };
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
