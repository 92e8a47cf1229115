package dev.quartzite.models;

import dev.quartzite.ModelDirectory;
import dev.quartzite.ModelManifest;
import dev.quartzite.ModelManifest.Decoding;
import dev.quartzite.ModelManifest.Provenance;
import dev.quartzite.decoding.Alphabet;
import dev.quartzite.features.FrontEnd;
import dev.quartzite.models.onnx.CheckedNetwork;
import dev.quartzite.models.onnx.NetworkFacts;
import dev.quartzite.models.onnx.NetworkRewriter;
import dev.quartzite.models.onnx.OnnxFile;
import dev.quartzite.models.onnx.proto.ModelProto;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code add FILE --name NAME --into DIR}: makes a model directory of an ONNX file. */
@Command(
    name = "add",
    description = {
      "Makes a model directory of a QuartzNet in an ONNX file.",
      "The network is rewritten, so that it runs fast and a recording's text never depends on what"
          + " it is batched with, and compared with the original before anything is written."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class AddCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FILE", description = "The network, *.onnx.")
  private Path file = Path.of("");

  @Option(names = "--name", required = true, description = "What the model will be called.")
  private String name = "";

  @Option(
      names = "--into",
      paramLabel = "DIR",
      required = true,
      description = "The directory of model directories.")
  private Path into = Path.of("");

  @Option(
      names = "--front-end",
      paramLabel = "VERSION",
      defaultValue = "nemo-1.x",
      description = "nemo-0.x, nemo-1.x or nemo-2.5; default ${DEFAULT-VALUE}.")
  private String frontEnd = "";

  @Option(
      names = "--alphabet",
      paramLabel = "FILE",
      description = {
        "The network's labels, one a line in its order; a line of one space is the space. The blank",
        "comes last, or where a line says <blank>. Not needed for English with 29 tokens."
      })
  private @Nullable Path alphabet;

  @Option(
      names = "--language",
      split = ",",
      paramLabel = "CODE",
      description = "What it understands, ISO 639-1, several with commas.")
  private List<String> languages = new ArrayList<>();

  @Option(names = "--licence", description = "Its licence, best as SPDX identifier.")
  private String licence = "not stated";

  @Option(names = "--owner", description = "Who made it.")
  private String owner = "not stated";

  @ArgGroup private Form form = new Form();

  /** How the network is stored. */
  static final class Form {
    @Option(
        names = "--float16",
        description = "Store weights as float16: half the size, computed in float32.")
    private boolean half;

    @Option(names = "--no-rewrite", description = "Leave the network as it is.")
    private boolean kept;
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    ModelManifest.requireName(name);
    NewModelDirectory.requireFree(into.resolve(name));
    FrontEnd.Version version = FrontEnd.Version.of(frontEnd);
    ModelProto original = OnnxFile.read(file);
    CheckedNetwork network = prepare(original);
    NetworkFacts facts = network.facts();
    out.printf(
        "%s: %s parameters, %d mel bands, %d tokens, stride %d%n",
        facts.architecture(),
        ModelCard.grouped(facts.parameters()),
        facts.melBands(),
        facts.tokens(),
        facts.stride());
    List<String> findings =
        network
            .report()
            .map(report -> ModelCard.findings(report, form.half))
            .orElse(List.of("The graph was left as it is."));
    findings.forEach(out::println);
    out.printf("%s is ready%n", write(network, version, findings));
    return 0;
  }

  private CheckedNetwork prepare(ModelProto original) {
    if (form.kept) {
      return NetworkRewriter.keep(original);
    }
    return form.half ? NetworkRewriter.rewriteToHalf(original) : NetworkRewriter.rewrite(original);
  }

  private Path write(CheckedNetwork network, FrontEnd.Version version, List<String> findings)
      throws IOException {
    NetworkFacts facts = network.facts();
    Alphabet labels =
        alphabet == null
            ? AlphabetFile.english(facts.tokens())
            : AlphabetFile.read(alphabet, facts.tokens());
    Provenance provenance =
        new Provenance(
            facts.architecture(),
            facts.parameters(),
            languages,
            licence,
            owner,
            Instant.now().truncatedTo(ChronoUnit.SECONDS));
    String origin =
        "`%s` (SHA-256 `%s`)".formatted(file.getFileName(), ModelDirectory.sha256(file));
    try (NewModelDirectory directory = new NewModelDirectory(into, name)) {
      OnnxFile.write(network.model(), directory.weights());
      ModelManifest manifest =
          new ModelManifest(
              name,
              provenance,
              facts.frontEnd(version),
              labels,
              facts.stride(),
              Decoding.plain(),
              Map.of(ModelManifest.WEIGHTS, ModelDirectory.sha256(directory.weights())));
      directory.write(ModelCard.FILE, ModelCard.of(manifest, origin, findings));
      return directory.publish(manifest);
    }
  }
}
