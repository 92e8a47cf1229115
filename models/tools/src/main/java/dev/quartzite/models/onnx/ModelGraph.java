package dev.quartzite.models.onnx;

import dev.quartzite.models.onnx.proto.ModelProto;
import dev.quartzite.models.onnx.proto.NodeProto;
import dev.quartzite.models.onnx.proto.OperatorSetIdProto;
import dev.quartzite.models.onnx.proto.TensorProto;
import dev.quartzite.models.onnx.proto.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A network for reading: who makes and who reads each tensor, by name. Immutable. */
public final class ModelGraph {
  private final ModelProto model;
  private final Map<String, TensorProto> constants = new LinkedHashMap<>();
  private final Map<String, NodeProto> producers = new HashMap<>();
  private final Map<String, List<NodeProto>> consumers = new HashMap<>();

  public ModelGraph(ModelProto model) {
    this.model = model;
    model.getGraph().getInitializerList().forEach(t -> constants.put(t.getName(), t));
    for (NodeProto node : nodes()) {
      node.getOutputList().forEach(output -> producers.put(output, node));
      for (String input : node.getInputList()) {
        consumers.computeIfAbsent(input, key -> new ArrayList<>()).add(node);
      }
    }
  }

  public ModelProto model() {
    return model;
  }

  /** The nodes in an order in which they can run. */
  public List<NodeProto> nodes() {
    return model.getGraph().getNodeList();
  }

  /** Version of the ONNX operators. */
  public long operatorSet() {
    return operatorSet(model);
  }

  static long operatorSet(ModelProto model) {
    return model.getOpsetImportList().stream()
        .filter(set -> isOnnx(set.getDomain()))
        .mapToLong(OperatorSetIdProto::getVersion)
        .findFirst()
        .orElse(1);
  }

  static boolean isOnnx(String domain) {
    return domain.isEmpty() || domain.equals("ai.onnx");
  }

  /** The weights or constant with this name. */
  public Optional<TensorProto> constant(String name) {
    return Optional.ofNullable(constants.get(name));
  }

  /** The node that makes a tensor; none for inputs and constants. */
  public Optional<NodeProto> producer(String tensor) {
    return Optional.ofNullable(producers.get(tensor));
  }

  /** The nodes that read a tensor, one as often as it reads it. */
  public List<NodeProto> consumers(String tensor) {
    return consumers.getOrDefault(tensor, List.of());
  }

  /** Whether a tensor is one of the network's outputs. */
  public boolean isOutput(String tensor) {
    return model.getGraph().getOutputList().stream().anyMatch(o -> o.getName().equals(tensor));
  }

  /** Whether exactly one node reads a tensor, and nobody outside. */
  boolean hasOneReader(String tensor) {
    return consumers(tensor).size() == 1 && !isOutput(tensor);
  }

  /** The inputs that are not weights. */
  public List<ValueInfoProto> inputs() {
    return model.getGraph().getInputList().stream()
        .filter(input -> !constants.containsKey(input.getName()))
        .toList();
  }

  /** The node for a message: its operator and its name. */
  static String describe(NodeProto node) {
    String name =
        node.getName().isEmpty() ? String.join(", ", node.getOutputList()) : node.getName();
    return "the %s node '%s'".formatted(node.getOpType(), name);
  }
}
