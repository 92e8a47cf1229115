package dev.quartzite.models.inspect;

import java.util.List;
import java.util.Locale;

/**
 * Bars one beside another as SVG, with the largest value at the axis and a note for each bar.
 *
 * @param title above the picture
 * @param unit of the values; empty for none
 * @param bars from left to right
 */
record BarChart(String title, String unit, List<Bar> bars) {
  private static final int WIDTH = 960;
  private static final int HEIGHT = 160;
  private static final int LEFT = 56;
  private static final int TOP = 12;

  /**
   * A bar.
   *
   * @param style a class of the page's style sheet
   * @param note what is shown when it is pointed at
   */
  record Bar(double value, String style, String note) {}

  /** The picture with its title. */
  String svg() {
    double largest = bars.stream().mapToDouble(Bar::value).max().orElse(0);
    double step = (double) (WIDTH - LEFT) / Math.max(1, bars.size());
    StringBuilder svg = new StringBuilder();
    String heading = unit.isEmpty() ? title : "%s (%s)".formatted(title, unit);
    svg.append("<h2>%s</h2>\n".formatted(Html.escape(heading)));
    svg.append(
        "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">\n"
            .formatted(WIDTH, HEIGHT + 2 * TOP, Html.escape(heading)));
    axis(svg, largest, TOP);
    axis(svg, largest / 2, TOP + HEIGHT / 2);
    axis(svg, 0, TOP + HEIGHT);
    double x = LEFT;
    for (Bar bar : bars) {
      double height = largest == 0 ? 0 : HEIGHT * bar.value() / largest;
      svg.append(
          String.format(
              Locale.ROOT,
              "<rect class=\"%s\" x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\"><title>%s</title></rect>\n",
              bar.style(),
              x,
              TOP + HEIGHT - height,
              Math.max(0.5, step - 0.8),
              height,
              Html.escape(bar.note())));
      x += step;
    }
    return svg.append("</svg>\n").toString();
  }

  private void axis(StringBuilder svg, double value, int y) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<line x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%3$d\"/><text x=\"%d\" y=\"%d\">%s</text>\n",
            LEFT,
            WIDTH,
            y,
            LEFT - 6,
            y + 4,
            number(value)));
  }

  private static String number(double value) {
    return value >= 100 || value == Math.rint(value)
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%.1f", value);
  }
}
