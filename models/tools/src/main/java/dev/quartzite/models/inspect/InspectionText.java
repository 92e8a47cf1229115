package dev.quartzite.models.inspect;

import dev.quartzite.models.inspect.Inspection.Layer;
import java.io.PrintWriter;
import java.util.Locale;

/** An inspection for a terminal. */
final class InspectionText {
  private InspectionText() {}

  static void print(PrintWriter out, Inspection model) {
    out.format(Locale.ROOT, "%s: %s%n", model.name(), model.architecture());
    out.format(Locale.ROOT, "%,14d parameters%n", model.parameters());
    out.format(Locale.ROOT, "%,14.0f million multiply-adds%n", model.multiplyAdds() / 1e6);
    out.format(
        Locale.ROOT,
        "%14.1f seconds seen to either side of an emission, one each %.0f ms%n",
        model.receptiveFieldSeconds(),
        1000 * model.emissionSeconds());
    out.format(
        Locale.ROOT,
        "%14.2f ms on one thread, %.0f times real time%n",
        1000 * model.seconds(),
        1 / model.seconds());
    out.println("Shapes, multiply-adds and times are for a second of audio.");
    out.format(
        "%n%4s  %-12s%8s%7s%9s  %-14s%12s%11s%9s%9s%n",
        "", "kind", "kernel", "stride", "dilation", "shape", "parameters", "million", "sees", "µs");
    int number = 0;
    for (Layer layer : model.layers()) {
      number++;
      out.format(
          Locale.ROOT,
          "%4d  %-12s%8d%7d%9d  %-14s%,12d%11.2f%8.2fs%9.1f%n",
          number,
          layer.kind(),
          layer.kernel(),
          layer.stride(),
          layer.dilation(),
          layer.shape(),
          layer.parameters(),
          layer.multiplyAdds() / 1e6,
          layer.receptiveFieldSeconds(),
          1e6 * layer.seconds());
    }
    out.format(Locale.ROOT, "%4s  %-83s%12.1f%n", "", "everything else", 1e6 * model.restSeconds());
  }
}
