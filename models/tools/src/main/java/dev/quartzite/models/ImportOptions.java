package dev.quartzite.models;

import dev.quartzite.features.FrontEnd;
import dev.quartzite.models.onnx.CheckedNetwork;
import dev.quartzite.models.onnx.NetworkRewriter;
import dev.quartzite.models.onnx.StoredNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** What somebody can say of a model that becomes a directory, beyond what its file says. */
final class ImportOptions {
  @Option(
      names = "--front-end",
      paramLabel = "VERSION",
      description = {
        "nemo-0.x, nemo-1.x or nemo-2.5; by default that of the release that wrote a NeMo archive,",
        "and nemo-1.x for an ONNX file."
      })
  private @Nullable String frontEnd;

  @Option(
      names = "--alphabet",
      paramLabel = "FILE",
      description = {
        "An ONNX network's labels, one a line in its order; a line of one space is the space. The",
        "blank comes last, or where a line says <blank>. Not needed for English with 29 tokens."
      })
  private @Nullable Path alphabet;

  @Option(
      names = "--language",
      split = ",",
      paramLabel = "CODE",
      description = "What it understands, ISO 639-1, several with commas.")
  private List<String> languages = new ArrayList<>();

  @Option(names = "--licence", description = "Its licence, best as SPDX identifier.")
  private @Nullable String licence;

  @Option(names = "--owner", description = "Who made it.")
  private @Nullable String owner;

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

  Optional<FrontEnd.Version> frontEnd() {
    return Optional.ofNullable(frontEnd).map(FrontEnd.Version::of);
  }

  Optional<Path> alphabet() {
    return Optional.ofNullable(alphabet);
  }

  boolean half() {
    return form.half;
  }

  /** What was said about the model, with what is known otherwise where nothing was said. */
  About about(About otherwise) {
    return new About(
        languages.isEmpty() ? otherwise.languages() : languages,
        licence == null ? otherwise.licence() : licence,
        owner == null ? otherwise.owner() : owner);
  }

  /**
   * Brings a network into the form that was asked for.
   *
   * @param scratch a folder for what is written on the way
   */
  CheckedNetwork prepare(StoredNetwork original, Path scratch) throws IOException {
    NetworkRewriter rewriter = new NetworkRewriter(scratch);
    if (form.kept) {
      return rewriter.keep(original);
    }
    return form.half ? rewriter.rewriteToHalf(original) : rewriter.rewrite(original);
  }
}
