package dev.quartzite.models.onnx;

import dev.quartzite.models.onnx.NetworkRunner.Kernels;
import dev.quartzite.models.onnx.proto.ModelProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Makes a network of convolutions fast and indifferent to what it is batched with, and checks that
 * it is still the same. The passes, in their order:
 *
 * <ol>
 *   <li>{@link Simplify} takes out what inference does not need,
 *   <li>{@link OperatorSets} raises old operators to the version that the passes write,
 *   <li>{@link Interface} names input and output and frees batch and time,
 *   <li>{@link FoldBatchNorm} folds normalisations into convolutions,
 *   <li>{@link WidenConvolutions} makes convolutions two-dimensional,
 *   <li>{@link MaskPadding} keeps padding out of valid frames,
 *   <li>{@link LogProbabilities} turns the output and adds a log-softmax where it lacks one,
 *   <li>{@link HalfWeights} stores weights as float16, on request.
 * </ol>
 *
 * <p>Networks lie in files on the way: only the step at work has weights in memory, and ONNX
 * Runtime none but its own when it loads one to compare.
 */
public final class NetworkRewriter {
  private final Path scratch;

  /**
   * @param scratch a folder for networks on the way and the result; whoever made it removes it
   */
  public NetworkRewriter(Path scratch) {
    this.scratch = scratch;
  }

  /**
   * Rewrites a network.
   *
   * @throws GraphException if it cannot be rewritten, or the result is not the same network
   * @throws IOException if it cannot be read or the folder cannot be written
   */
  public CheckedNetwork rewrite(StoredNetwork original) throws IOException {
    Plain plain = plain(original);
    StoredNetwork finished = store("finished", plain.finish());
    Files.delete(plain.network.file());
    CheckReport report = plain.check().compare(original, Optional.empty(), finished);
    return new CheckedNetwork(finished, plain.facts(), Optional.of(report));
  }

  /**
   * Rewrites a network and stores its weights as float16. It is compared twice: before the weights
   * are rounded with the original, and afterwards with the original of the same rounded weights.
   *
   * @throws GraphException if it cannot be rewritten, or the result is not the same network
   * @throws IOException if it cannot be read or the folder cannot be written
   */
  public CheckedNetwork rewriteToHalf(StoredNetwork original) throws IOException {
    Plain plain = plain(original);
    StoredNetwork finished = store("finished", plain.finish());
    plain.check().compare(original, Optional.empty(), finished);
    StoredNetwork half = store("half", HalfWeights.apply(finished.read()));
    StoredNetwork rounded = store("rounded", HalfWeights.round(plain.network.read()));
    CheckReport report = plain.check().compare(original, Optional.of(rounded), half);
    return new CheckedNetwork(half, plain.facts(), Optional.of(report));
  }

  /**
   * Leaves a network as it is, but finds out what it is.
   *
   * @throws GraphException if it does not turn spectrograms into emissions
   * @throws IOException if it cannot be read
   */
  public CheckedNetwork keep(StoredNetwork original) throws IOException {
    ModelGraph graph = new ModelGraph(StoredNetwork.outline(Simplify.apply(original.read())));
    int melBands = Interface.melBands(graph);
    try (NetworkRunner runner = NetworkRunner.load(original, Kernels.FASTEST)) {
      OutputForm form = OutputForm.probe(runner, melBands);
      return new CheckedNetwork(original, NetworkFacts.of(graph, melBands, form), Optional.empty());
    }
  }

  private Plain plain(StoredNetwork original) throws IOException {
    System.gc(); // Of whoever made the original: another network of weights is about to be made.
    StoredNetwork network = store("plain", flatten(original.read()));
    int melBands = Interface.melBands(new ModelGraph(network.outline()));
    try (NetworkRunner runner = NetworkRunner.load(network, Kernels.FASTEST)) {
      return new Plain(network, melBands, OutputForm.probe(runner, melBands));
    }
  }

  private static ModelProto flatten(ModelProto original) {
    ModelProto simple = Simplify.apply(original);
    Operators.requireSupported(new ModelGraph(simple));
    return FoldBatchNorm.apply(Interface.free(OperatorSets.raise(simple)));
  }

  private StoredNetwork store(String name, ModelProto network) throws IOException {
    return StoredNetwork.store(network, scratch.resolve(name + ".onnx"));
  }

  /** A network of one-dimensional convolutions with our names and no normalisations. */
  private record Plain(StoredNetwork network, int melBands, OutputForm form) {

    ModelProto finish() throws IOException {
      ModelProto masked = MaskPadding.apply(WidenConvolutions.apply(network.read()));
      ModelProto turned = LogProbabilities.apply(masked, form.tokensFirst(), form.logits());
      return Interface.finish(turned, form.tokens());
    }

    NetworkFacts facts() {
      return NetworkFacts.of(new ModelGraph(network.outline()), melBands, form);
    }

    NetworkCheck check() {
      OutputForm finished = new OutputForm(form.tokens(), form.stride(), false, false);
      return new NetworkCheck(melBands, form, finished);
    }
  }
}
