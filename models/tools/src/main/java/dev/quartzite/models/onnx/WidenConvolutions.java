package dev.quartzite.models.onnx;

import dev.quartzite.models.onnx.proto.AttributeProto;
import dev.quartzite.models.onnx.proto.ModelProto;
import dev.quartzite.models.onnx.proto.NodeProto;
import dev.quartzite.models.onnx.proto.TensorProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes convolutions over time two-dimensional with height 1: tensors {@code [batch × channels ×
 * frames]} become {@code [batch × channels × 1 × frames]} from the first convolution to the last.
 * The numbers are the same; ONNX Runtime's kernels for two dimensions are about twice as fast on a
 * processor. Elementwise nodes go on unchanged; before a node that knows which axis is which, the
 * height is taken out again.
 */
final class WidenConvolutions {
  private static final int HEIGHT_AXIS = 2;
  private static final int NARROW_WEIGHT_AXES = 3;

  private final ModelGraph graph;
  private final GraphBuilder out;

  /** Tensors that have a height now. */
  private final Set<String> wide = new HashSet<>();

  /** The other form of a tensor, once it was needed. */
  private final Map<String, String> otherForm = new HashMap<>();

  private WidenConvolutions(ModelGraph graph) {
    this.graph = graph;
    this.out = GraphBuilder.outOf(graph.model());
  }

  static ModelProto apply(ModelProto model) {
    return new WidenConvolutions(new ModelGraph(model)).run();
  }

  private ModelProto run() {
    for (NodeProto node : graph.nodes()) {
      if (isNarrowConvolution(node)) {
        widen(node.toBuilder().clearAttribute().addAllAttribute(twoDimensional(node)).build());
      } else if (Operators.isElementwise(node)
          && node.getInputList().stream().anyMatch(wide::contains)) {
        widen(node);
      } else {
        out.add(withInputs(node, node.getInputList().stream().map(this::narrow).toList()));
      }
    }
    graph
        .model()
        .getGraph()
        .getOutputList()
        .forEach(o -> out.replace(o.getName(), narrow(o.getName())));
    return out.build();
  }

  private boolean isNarrowConvolution(NodeProto node) {
    return Operators.isConvolution(node)
        && Convolution.of(node, graph).shape().size() == NARROW_WEIGHT_AXES;
  }

  private void widen(NodeProto node) {
    List<String> inputs = new ArrayList<>();
    for (int i = 0; i < node.getInputCount(); i++) {
      String input = node.getInput(i);
      boolean hasHeight = i == 0 || Operators.isCombining(node);
      inputs.add(hasHeight ? wide(input, node) : weights(input, node, i));
    }
    out.add(withInputs(node, inputs));
    wide.add(node.getOutput(0));
  }

  private String weights(String name, NodeProto node, int position) {
    if (Operators.isConvolution(node) && position == 1) {
      graph.constant(name).ifPresent(weights -> out.constant(reshaped(weights, name)));
    }
    return name;
  }

  private static TensorProto reshaped(TensorProto tensor, String name) {
    return tensor.toBuilder()
        .setName(name)
        .clearDims()
        .addAllDims(Tensors.widened(tensor.getDimsList()))
        .build();
  }

  /** The form with a height of an activation or of a constant that is combined with one. */
  private String wide(String tensor, NodeProto reader) {
    if (wide.contains(tensor)) {
      return tensor;
    }
    return otherForm.computeIfAbsent(
        tensor,
        name ->
            graph
                .constant(name)
                .map(constant -> wideConstant(constant, reader))
                .orElseGet(() -> out.node("Unsqueeze", List.of(name, out.vector(HEIGHT_AXIS)))));
  }

  private String wideConstant(TensorProto constant, NodeProto reader) {
    int axes = constant.getDimsCount();
    if (Tensors.size(constant) == 1) {
      return constant.getName();
    }
    if (axes < 2 || constant.getDims(axes - 1) != 1) {
      throw new GraphException(
          ModelGraph.describe(reader),
          "combines an activation with '%s' of shape %s, which has a number of frames built in"
              .formatted(constant.getName(), constant.getDimsList()));
    }
    TensorProto wideForm = reshaped(constant, out.unusedName(constant.getName()));
    out.constant(wideForm);
    return wideForm.getName();
  }

  private String narrow(String tensor) {
    if (!wide.contains(tensor)) {
      return tensor;
    }
    return otherForm.computeIfAbsent(
        tensor, name -> out.node("Squeeze", List.of(name, out.vector(HEIGHT_AXIS))));
  }

  private List<AttributeProto> twoDimensional(NodeProto node) {
    Convolution convolution = Convolution.of(node, graph);
    Convolution.Window window = convolution.window();
    return List.of(
        Attributes.of("kernel_shape", List.of(1L, convolution.kernel())),
        Attributes.of("strides", List.of(1L, window.stride())),
        Attributes.of("dilations", List.of(1L, window.dilation())),
        Attributes.of("pads", List.of(0L, window.padBegin(), 0L, window.padEnd())),
        Attributes.of("group", convolution.groups()));
  }

  private static NodeProto withInputs(NodeProto node, List<String> inputs) {
    return node.toBuilder().clearInput().addAllInput(inputs).build();
  }
}
