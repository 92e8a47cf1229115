package dev.quartzite.models.onnx;

import dev.quartzite.models.onnx.NetworkRunner.Kernels;
import dev.quartzite.models.onnx.proto.ModelProto;
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
 */
public final class NetworkRewriter {
  private NetworkRewriter() {}

  /**
   * Rewrites a network.
   *
   * @throws GraphException if it cannot be rewritten, or the result is not the same network
   */
  public static CheckedNetwork rewrite(ModelProto original) {
    Plain plain = Plain.of(original);
    ModelProto finished = plain.finish();
    CheckReport report = plain.check().compare(original, Optional.empty(), finished);
    return new CheckedNetwork(finished, plain.facts(), Optional.of(report));
  }

  /**
   * Rewrites a network and stores its weights as float16. It is compared twice: before the weights
   * are rounded with the original, and afterwards with the original of the same rounded weights.
   *
   * @throws GraphException if it cannot be rewritten, or the result is not the same network
   */
  public static CheckedNetwork rewriteToHalf(ModelProto original) {
    Plain plain = Plain.of(original);
    ModelProto finished = plain.finish();
    plain.check().compare(original, Optional.empty(), finished);
    ModelProto stored = HalfWeights.apply(finished);
    CheckReport report =
        plain.check().compare(original, Optional.of(HalfWeights.round(plain.model)), stored);
    return new CheckedNetwork(stored, plain.facts(), Optional.of(report));
  }

  /**
   * Leaves a network as it is, but finds out what it is.
   *
   * @throws GraphException if it does not turn spectrograms into emissions
   */
  public static CheckedNetwork keep(ModelProto original) {
    ModelGraph graph = new ModelGraph(Simplify.apply(original));
    int melBands = Interface.melBands(graph);
    try (NetworkRunner runner = NetworkRunner.load(original, Kernels.FASTEST)) {
      OutputForm form = OutputForm.probe(runner, melBands);
      return new CheckedNetwork(original, NetworkFacts.of(graph, melBands, form), Optional.empty());
    }
  }

  /** A network of one-dimensional convolutions with our names and no normalisations. */
  private record Plain(ModelProto model, int melBands, OutputForm form) {

    static Plain of(ModelProto original) {
      ModelProto simple = Simplify.apply(original);
      Operators.requireSupported(new ModelGraph(simple));
      ModelProto model = FoldBatchNorm.apply(Interface.free(OperatorSets.raise(simple)));
      int melBands = Interface.melBands(new ModelGraph(model));
      try (NetworkRunner runner = NetworkRunner.load(model, Kernels.FASTEST)) {
        return new Plain(model, melBands, OutputForm.probe(runner, melBands));
      }
    }

    ModelProto finish() {
      ModelProto masked = MaskPadding.apply(WidenConvolutions.apply(model));
      ModelProto turned = LogProbabilities.apply(masked, form.tokensFirst(), form.logits());
      return Interface.finish(turned, form.tokens());
    }

    NetworkFacts facts() {
      return NetworkFacts.of(new ModelGraph(model), melBands, form);
    }

    NetworkCheck check() {
      OutputForm finished = new OutputForm(form.tokens(), form.stride(), false, false);
      return new NetworkCheck(melBands, form, finished);
    }
  }
}
