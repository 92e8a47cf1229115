package dev.quartzite.client;

import dev.quartzite.client.batch.RecordingFinder.Found;
import dev.quartzite.client.bench.Exchange;
import dev.quartzite.client.bench.Extent;
import dev.quartzite.client.bench.LatencyChart;
import dev.quartzite.client.bench.LoadTest;
import dev.quartzite.client.bench.Measurement;
import dev.quartzite.client.evaluation.Reference;
import dev.quartzite.client.evaluation.ReferenceReader;
import dev.quartzite.client.evaluation.References;
import dev.quartzite.scoring.ErrorCounts;
import dev.quartzite.scoring.Normalization;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Loads a service with requests and measures it. */
@Command(
    name = "bench",
    description = "Measures speed and latency of a service under load.",
    mixinStandardHelpOptions = true,
    customSynopsis =
        "quartzite-client bench PATH... [--clients N | --rate R] [--duration TIME] [options]",
    sortOptions = false,
    usageHelpWidth = 96,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:measured",
      "1:requests failed (refusals for load are no failures)",
      "2:usage"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  quartzite-client bench clips --clients 4 --references clips.tsv",
      "  quartzite-client bench clips --rate 60 --duration 2m --chart overload.svg --json o.json"
    })
final class BenchCommand implements Callable<Integer> {
  private static final int DONE = 0;
  private static final int SOME_FAILED = 1;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private InputOptions input = new InputOptions();
  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private RecognitionOptions recognition = new RecognitionOptions();

  @Option(
      names = "--clients",
      paramLabel = "N",
      description =
          "Closed loop: so many clients, each sends the next request when it has its answer "
              + "(default: as many as this machine has cores).")
  private Optional<Integer> clients = Optional.empty();

  @Option(
      names = "--rate",
      paramLabel = "R",
      description = "Open loop: so many requests a second at random times, answered or not.")
  private Optional<Double> rate = Optional.empty();

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      converter = DurationText.class,
      description = "Send requests for so long (default: until each recording was sent once).")
  private Optional<Duration> duration = Optional.empty();

  @Option(
      names = "--requests",
      paramLabel = "N",
      description = "Send so many requests (default: one for each recording, or no limit).")
  private Optional<Long> requests = Optional.empty();

  @Option(
      names = "--warm-up",
      paramLabel = "TIME",
      converter = DurationText.class,
      defaultValue = "0",
      description = "Leave out requests of the first seconds (default: none).")
  private Duration warmUp = Duration.ZERO;

  @Option(
      names = "--references",
      paramLabel = "FILE|DIR",
      description = "What was said, for the word error rate under load (see evaluate).")
  private Optional<Path> references = Optional.empty();

  @Option(names = "--json", paramLabel = "FILE", description = "Write the measurement as JSON.")
  private Optional<Path> json = Optional.empty();

  @Option(names = "--chart", paramLabel = "FILE", description = "Draw it as SVG.")
  private Optional<Path> chart = Optional.empty();

  @Override
  public Integer call() throws InterruptedException {
    if (clients.isPresent() && rate.isPresent()) {
      throw usage("Either a closed loop (--clients) or an open one (--rate)");
    }
    if (clients.orElse(1) < 1 || rate.orElse(1.0) <= 0 || requests.orElse(1L) < 1) {
      throw usage("--clients, --rate and --requests are positive");
    }
    Found found = input.find(Optional.empty());
    if (found.recordings().isEmpty() || !found.unreadable().isEmpty()) {
      throw usage(
          found.unreadable().isEmpty()
              ? "There is no recording"
              : found.unreadable().get(0).recording().name() + " cannot be read");
    }
    try {
      Optional<References> said =
          references.isPresent()
              ? Optional.of(ReferenceReader.read(references.get()))
              : Optional.empty();
      return report(measured(run(found)), said);
    } catch (IOException | IllegalArgumentException e) {
      throw usage(String.valueOf(e.getMessage()));
    }
  }

  private List<Exchange> run(Found found) throws InterruptedException {
    long once = duration.isPresent() ? Long.MAX_VALUE : found.recordings().size();
    Extent extent = new Extent(requests.orElse(once), duration.orElse(Duration.ofDays(365)));
    LoadTest test =
        new LoadTest(
            server.client(), recognition.fields(), server.patience().timeout(), found.recordings());
    return rate.isPresent() ? test.open(rate.get(), extent) : test.closed(clientCount(), extent);
  }

  private int clientCount() {
    return clients.orElse(Runtime.getRuntime().availableProcessors());
  }

  private List<Exchange> measured(List<Exchange> exchanges) {
    double from = warmUp.toNanos() / 1e9;
    return exchanges.stream().filter(exchange -> exchange.start() >= from).toList();
  }

  private int report(List<Exchange> exchanges, Optional<References> said) throws IOException {
    String load = rate.isPresent() ? rate.get() + " requests a second" : clientCount() + " clients";
    OptionalDouble errors =
        said.map(known -> wordErrorRate(exchanges, known)).orElse(OptionalDouble.empty());
    Measurement measurement = Measurement.of(load, exchanges, errors);
    print(spec.commandLine().getOut(), measurement);
    if (json.isPresent()) {
      Files.writeString(json.get(), measurement.json() + "\n");
    }
    if (chart.isPresent()) {
      Files.writeString(chart.get(), LatencyChart.of(measurement, exchanges));
    }
    return measurement.failed() == 0 ? DONE : SOME_FAILED;
  }

  private static OptionalDouble wordErrorRate(List<Exchange> exchanges, References said) {
    Normalization normalization = Normalization.LETTERS_AND_APOSTROPHES;
    ErrorCounts errors = ErrorCounts.ZERO;
    for (Exchange exchange : exchanges) {
      Optional<Reference> reference = said.find(exchange.recording());
      if (exchange.outcome() == Exchange.Outcome.SERVED && reference.isPresent()) {
        errors =
            errors.plus(
                ErrorCounts.words(
                    normalization.apply(reference.get().text()),
                    normalization.apply(exchange.text())));
      }
    }
    return errors.reference() == 0 ? OptionalDouble.empty() : OptionalDouble.of(errors.rate());
  }

  private static void print(PrintWriter out, Measurement of) {
    out.printf(
        "%s, %d requests in %.1f s: %d served, %d refused (%d without a time), %d failed%n",
        of.load(),
        of.requests(),
        of.elapsedSeconds(),
        of.served(),
        of.refused() + of.refusedWithoutTime(),
        of.refusedWithoutTime(),
        of.failed());
    out.printf("%.1f audio seconds a second%n", of.audioSecondsPerSecond());
    print(out, "latency", of.latency());
    if (of.refused() + of.refusedWithoutTime() > 0) {
      print(out, "latency of refusals", of.refusalLatency());
    }
    of.wordErrorRate().ifPresent(rate -> out.printf("word error rate %.2f %%%n", 100 * rate));
    of.failures().forEach((reason, count) -> out.printf("%d × %s%n", count, reason));
    out.flush();
  }

  private static void print(PrintWriter out, String name, Measurement.Latency latency) {
    out.printf(
        "%s: p50 %.0f ms, p95 %.0f ms, p99 %.0f ms, at most %.0f ms%n",
        name, latency.p50(), latency.p95(), latency.p99(), latency.max());
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
