package dev.quartzite.models;

import dev.quartzite.ModelDirectory;
import dev.quartzite.ModelManifest;
import dev.quartzite.ModelManifest.Decoding;
import dev.quartzite.ModelManifest.Provenance;
import dev.quartzite.models.onnx.CheckedNetwork;
import dev.quartzite.models.onnx.NetworkFacts;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * Makes model directories of files that somebody brings: reads the network, rewrites it, compares
 * it with the original, and writes it with manifest and card. All that is written on the way lies
 * within the directory of model directories, and nothing of it stays if something is wrong.
 */
final class ModelImport {
  private final PrintWriter out;
  private final ImportOptions options;

  /**
   * @param out gets what was found, for people
   */
  ModelImport(PrintWriter out, ImportOptions options) {
    this.out = out;
    this.options = options;
  }

  /**
   * Makes a directory.
   *
   * @param file the network
   * @param directory where the model will be, begun by the caller
   * @param about what is known of it where the options say nothing
   * @param source where the file came from, for people; empty if from nowhere else
   * @return the directory's place
   */
  Path add(Path file, NewModelDirectory directory, About about, String source) throws IOException {
    NetworkFile incoming = NetworkFile.read(file, directory.scratch());
    CheckedNetwork network = options.prepare(incoming.network(), directory.scratch());
    NetworkFacts facts = incoming.facts(network.facts());
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
            .map(report -> ModelCard.findings(report, options.half()))
            .orElse(List.of("The graph was left as it is."));
    findings.forEach(out::println);
    directory.takeWeights(network.network().file());
    ModelManifest manifest =
        new ModelManifest(
            directory.name(),
            provenance(facts, options.about(about)),
            incoming.frontEnd(options.frontEnd(), facts),
            incoming.alphabet(options.alphabet(), facts),
            facts.stride(),
            Decoding.plain(),
            Map.of(ModelManifest.WEIGHTS, ModelDirectory.sha256(directory.weights())));
    String origin =
        "`%s` (SHA-256 `%s`%s)%s"
            .formatted(
                file.getFileName(),
                ModelDirectory.sha256(file),
                source.isEmpty() ? "" : ", from <%s>".formatted(source),
                incoming.origin());
    directory.write(ModelCard.FILE, ModelCard.of(manifest, origin, findings));
    Path place = directory.publish(manifest);
    out.printf("%s is ready%n", place);
    return place;
  }

  private static Provenance provenance(NetworkFacts facts, About about) {
    return new Provenance(
        facts.architecture(),
        facts.parameters(),
        about.languages(),
        about.licence(),
        about.owner(),
        Instant.now().truncatedTo(ChronoUnit.SECONDS));
  }
}
