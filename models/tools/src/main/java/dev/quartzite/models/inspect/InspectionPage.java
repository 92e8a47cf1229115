package dev.quartzite.models.inspect;

import dev.quartzite.models.inspect.BarChart.Bar;
import dev.quartzite.models.inspect.Inspection.Layer;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** An inspection as one HTML page with pictures that needs nothing else. */
final class InspectionPage {
  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <title>%s</title>
      <style>
      :root { color-scheme: light dark; --depthwise: #3a78c2; --pointwise: #d98a2b; --convolution: #4a9c5d; }
      body { font: 16px/1.5 system-ui, sans-serif; max-width: 62em; margin: 2em auto; padding: 0 1em; }
      h2 { font-size: 1.05em; margin: 1.6em 0 .3em; }
      dl { display: flex; flex-wrap: wrap; gap: .4em 2.2em; margin: 1em 0; }
      dt { font-size: .85em; opacity: .7; } dd { margin: 0; font-size: 1.4em; }
      svg { width: 100%%; height: auto; font-size: 11px; }
      svg text { text-anchor: end; fill: currentColor; opacity: .7; }
      svg line { stroke: currentColor; opacity: .2; }
      .depthwise { fill: var(--depthwise); } .pointwise { fill: var(--pointwise); }
      .convolution { fill: var(--convolution); }
      .key i { display: inline-block; width: .8em; height: .8em; margin: 0 .4em 0 1.2em; }
      table { border-collapse: collapse; font-size: .85em; width: 100%%; }
      th, td { padding: .15em .6em; text-align: right; border-bottom: 1px solid #8884; }
      th:nth-child(2), td:nth-child(2) { text-align: left; }
      td { font-variant-numeric: tabular-nums; }
      </style>
      <h1>%s</h1>
      """;

  private static final String KEY =
      """
      <p class="key">Each bar is a convolution, from the audio on the left to the letters on the right:
      <i style="background: var(--depthwise)"></i>depthwise
      <i style="background: var(--pointwise)"></i>pointwise
      <i style="background: var(--convolution)"></i>over time and channels</p>
      """;

  private InspectionPage() {}

  static String of(Inspection model) {
    String title = Html.escape("%s: %s".formatted(model.name(), model.architecture()));
    StringBuilder page = new StringBuilder(HEAD.formatted(title, title));
    facts(page, model);
    page.append(KEY);
    page.append(chart(model, "Output channels", "", Layer::outputs));
    page.append(chart(model, "Kernel", "frames", Layer::kernel));
    page.append(chart(model, "Parameters", "thousand", layer -> layer.parameters() / 1e3));
    page.append(
        chart(
            model,
            "Multiply-adds for a second of audio",
            "million",
            layer -> layer.multiplyAdds() / 1e6));
    page.append(
        chart(
            model, "Time for a second of audio, one thread", "µs", layer -> 1e6 * layer.seconds()));
    page.append(chart(model, "Receptive field to either side", "s", Layer::receptiveFieldSeconds));
    table(page, model.layers());
    return page.append("</html>\n").toString();
  }

  private static void facts(StringBuilder page, Inspection model) {
    page.append("<dl>\n");
    fact(page, "parameters", "%,d", model.parameters());
    fact(page, "tokens", "%d", model.tokens());
    fact(page, "million multiply-adds a second", "%,.0f", model.multiplyAdds() / 1e6);
    fact(page, "receptive field to either side", "%.1f s", model.receptiveFieldSeconds());
    fact(page, "distance between emissions", "%.0f ms", 1e3 * model.emissionSeconds());
    fact(page, "times real time, one thread", "%.0f", 1 / model.seconds());
    fact(
        page,
        "of the time outside convolutions",
        "%.0f %%",
        100 * model.restSeconds() / model.seconds());
    page.append("</dl>\n");
  }

  private static void fact(StringBuilder page, String name, String format, Object value) {
    page.append(
        "<div><dt>%s</dt><dd>%s</dd></div>\n"
            .formatted(name, String.format(Locale.ROOT, format, value)));
  }

  private static String chart(
      Inspection model, String title, String unit, ToDoubleFunction<Layer> value) {
    List<Bar> bars =
        model.layers().stream()
            .map(
                layer ->
                    new Bar(
                        value.applyAsDouble(layer),
                        layer.kind(),
                        String.format(
                            Locale.ROOT,
                            "%s, kernel %d, %s: %,.2f %s",
                            layer.kind(),
                            layer.kernel(),
                            layer.shape(),
                            value.applyAsDouble(layer),
                            unit)))
            .toList();
    return new BarChart(title, unit, bars).svg();
  }

  private static void table(StringBuilder page, List<Layer> layers) {
    page.append("<h2>Layers</h2>\n<table>\n");
    page.append(
        "<tr><th></th><th>kind</th><th>kernel</th><th>stride</th><th>dilation</th><th>shape</th>"
            + "<th>parameters</th><th>million multiply-adds</th><th>sees</th><th>µs</th></tr>\n");
    int number = 0;
    for (Layer layer : layers) {
      number++;
      page.append(
          String.format(
              Locale.ROOT,
              "<tr><td>%d</td><td>%s</td><td>%d</td><td>%d</td><td>%d</td><td>%s</td><td>%,d</td>"
                  + "<td>%.2f</td><td>%.2f s</td><td>%.1f</td></tr>%n",
              number,
              layer.kind(),
              layer.kernel(),
              layer.stride(),
              layer.dilation(),
              layer.shape(),
              layer.parameters(),
              layer.multiplyAdds() / 1e6,
              layer.receptiveFieldSeconds(),
              1e6 * layer.seconds()));
    }
    page.append("</table>\n");
  }
}
