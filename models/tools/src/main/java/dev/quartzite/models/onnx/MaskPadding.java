package dev.quartzite.models.onnx;

import dev.quartzite.models.onnx.TimeAxes.Track;
import dev.quartzite.models.onnx.proto.ModelProto;
import dev.quartzite.models.onnx.proto.NodeProto;
import dev.quartzite.models.onnx.proto.ValueInfoProto;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Sets padding to zero before every convolution that sees neighbouring frames, as in training, so
 * that a recording gives the same whatever it is batched with. The network takes the number of
 * valid frames as a second input {@code length}.
 *
 * <p>Where a rectifier comes before the convolution, as everywhere in QuartzNet but at the input,
 * padding is pushed far below zero before the rectifier instead of multiplied by zero behind it.
 * The numbers are the same, and ONNX Runtime does it within the convolution before: the masks of a
 * 15x5 then cost no time that can be measured, in place of 6 %. For this, and to add residuals
 * there too, it has to know that shapes are equal, so all are declared by names.
 */
final class MaskPadding {
  private final ModelGraph graph;
  private final GraphBuilder out;
  private final TimeAxes axes;
  private final LengthMasks masks;

  /** Tensors before a rectifier that get the addend. */
  private final Set<String> pushed = new HashSet<>();

  /** Inputs of convolutions that a rectifier has made zero. */
  private final Set<String> zeroed = new HashSet<>();

  private MaskPadding(ModelGraph graph) {
    ValueInfoProto audio = graph.inputs().get(0);
    this.graph = graph;
    this.out = GraphBuilder.outOf(graph.model());
    this.axes = new TimeAxes(graph, audio);
    this.masks = new LengthMasks(out, axes, audio.getName());
  }

  /** Adds the masks to a network of wide convolutions that has one input. */
  static ModelProto apply(ModelProto model) {
    return new MaskPadding(new ModelGraph(model)).run();
  }

  private ModelProto run() {
    graph.nodes().stream().filter(this::mixesTime).forEach(this::plan);
    for (NodeProto node : graph.nodes()) {
      if (mixesTime(node) && !zeroed.contains(node.getInput(0))) {
        multiply(node.getInput(0));
      }
      out.add(node);
      String made = node.getOutput(0);
      declare(made, made);
      if (pushed.contains(made)) {
        String lower = out.node("Add", List.of(made, masks.addend(axes.track(made).orElseThrow())));
        declare(lower, made);
        out.replace(made, lower);
      }
    }
    return out.build();
  }

  private boolean mixesTime(NodeProto node) {
    return Operators.isConvolution(node) && Convolution.of(node, graph).mixesTime();
  }

  private void plan(NodeProto convolution) {
    String input = convolution.getInput(0);
    graph
        .producer(input)
        .filter(producer -> producer.getOpType().equals("Relu"))
        .flatMap(relu -> beforeRectifier(relu.getInput(0)))
        .ifPresent(
            tensor -> {
              zeroed.add(input);
              pushed.add(tensor);
            });
  }

  /** The tensor that the addend can go to: a residual's convolution if there is one. */
  private Optional<String> beforeRectifier(String tensor) {
    if (!graph.hasOneReader(tensor) || axes.track(tensor).isEmpty()) {
      return Optional.empty();
    }
    return graph
        .producer(tensor)
        .filter(sum -> sum.getOpType().equals("Add"))
        .flatMap(sum -> sum.getInputList().stream().filter(this::isConvolved).reduce((a, b) -> b))
        .or(() -> Optional.of(tensor));
  }

  private boolean isConvolved(String tensor) {
    return graph.hasOneReader(tensor)
        && graph.producer(tensor).filter(Operators::isConvolution).isPresent();
  }

  private void multiply(String tensor) {
    if (out.current(tensor).equals(tensor)) {
      Track track = axes.track(tensor).orElseThrow();
      String masked = out.node("Mul", List.of(tensor, masks.factor(track.resolution())));
      declare(masked, tensor);
      out.replace(tensor, masked);
    }
  }

  private void declare(String tensor, String like) {
    axes.track(like)
        .filter(Track::wide)
        .ifPresent(track -> out.declare(TimeAxes.declare(tensor, track)));
  }
}
