package dev.quartzite.models.evaluation;

import dev.quartzite.LoadedModel;
import dev.quartzite.acoustic.Device;
import dev.quartzite.acoustic.DeviceReport;
import dev.quartzite.scoring.Normalization;
import dev.quartzite.scoring.report.HtmlReport;
import dev.quartzite.scoring.report.TextReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/**
 * Measures a model on recordings with texts: word and character error rates, speed and reliability,
 * as text, as JSON or as a web page.
 */
@Command(
    name = "evaluate",
    description =
        "Measures a model on recordings with texts: word and character error rate, confusions,"
            + " worst utterances, speed, reliability of its confidence.",
    mixinStandardHelpOptions = true)
public final class EvaluateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private EvaluatedModel model = new EvaluatedModel();

  @Option(
      names = "--normalization",
      paramLabel = "NAME",
      defaultValue = "none",
      description =
          "What is taken away from both texts first: none, lower-case or letters-and-apostrophes"
              + " (default: ${DEFAULT-VALUE}).")
  private String normalization = "";

  @Option(
      names = "--worst",
      paramLabel = "N",
      defaultValue = "5",
      description =
          "Show the N worst utterances and most frequent confusions of each list (default:"
              + " ${DEFAULT-VALUE}).")
  private int worst;

  @Option(names = "--json", description = "Print JSON instead of text.")
  private boolean json;

  @Option(names = "--html", paramLabel = "FILE", description = "Write a web page as well.")
  private @Nullable Path html;

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      defaultValue = "cpu",
      description = "cpu, cuda, tensorrt or auto; default ${DEFAULT-VALUE}.")
  private String device = "cpu";

  @Option(
      names = "--callers",
      paramLabel = "N",
      description = "Recordings transcribed at once; by default two a core.")
  private int callers = SharedModel.CALLERS;

  /** What was found on a list of recordings. */
  private record Found(Path list, Evaluation evaluation, Reliability reliability) {
    String name() {
      return String.valueOf(list.getFileName());
    }
  }

  @Override
  public Integer call() throws IOException {
    Normalization chosen = Normalization.of(normalization);
    PrintWriter out = spec.commandLine().getOut();
    List<Found> all = new ArrayList<>();
    try (LoadedModel loaded = SharedModel.load(model.open(), device(), callers)) {
      if (!json) {
        DeviceReport report = loaded.device();
        out.printf("on %s%n", (report.used().label() + " " + report.detail()).strip());
      }
      for (Path list : model.lists()) {
        Found found = evaluate(loaded, list);
        all.add(found);
        if (!json) {
          print(out, found, chosen);
        }
      }
      if (json) {
        List<ListFigures> figures =
            all.stream()
                .map(f -> ListFigures.of(f.name(), f.evaluation(), f.reliability(), chosen))
                .toList();
        out.println(
            JsonMapper.shared()
                .writerWithDefaultPrettyPrinter()
                .writeValueAsString(new ModelFigures(loaded.manifest().name(), figures)));
      }
      if (html != null) {
        Files.writeString(html, page(loaded.manifest().name(), all, chosen));
      }
    }
    return 0;
  }

  /** A model's figures on each list. */
  private record ModelFigures(String model, List<ListFigures> lists) {}

  private Device device() {
    try {
      return Device.valueOf(device.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), "there is no device '%s'".formatted(device), e);
    }
  }

  private Found evaluate(LoadedModel loaded, Path list) throws IOException {
    Evaluation evaluation = Evaluation.of(loaded.transcriber(), Corpus.read(list), callers);
    return new Found(
        list,
        evaluation,
        Reliability.of(loaded.manifest().decoding().confidence(), evaluation.words()));
  }

  private void print(PrintWriter out, Found found, Normalization chosen) {
    Evaluation evaluation = found.evaluation();
    out.format(
        Locale.ROOT,
        "%s: %.0f s of audio, %.1f times real time, files to text%n",
        found.name(),
        evaluation.audioSeconds(),
        evaluation.speed());
    new TextReport(out, false).print(evaluation.compared(chosen), worst);
    out.print(found.reliability().table());
    out.flush();
  }

  private String page(String name, List<Found> all, Normalization chosen) {
    HtmlReport report = new HtmlReport("Evaluation of " + name, worst);
    for (Found found : all) {
      Evaluation evaluation = found.evaluation();
      Map<String, String> facts = new LinkedHashMap<>();
      facts.put("audio", String.format(Locale.ROOT, "%.0f s", evaluation.audioSeconds()));
      facts.put("speed", String.format(Locale.ROOT, "%.0f × real time", evaluation.speed()));
      facts.put(
          "expected calibration error",
          String.format(Locale.ROOT, "%.3f", found.reliability().expectedCalibrationError()));
      report.add(found.name(), facts, evaluation.compared(chosen));
    }
    return report.page();
  }
}
