package dev.quartzite.models.onnx;

import dev.quartzite.models.onnx.proto.AttributeProto;
import dev.quartzite.models.onnx.proto.GraphProto;
import dev.quartzite.models.onnx.proto.ModelProto;
import dev.quartzite.models.onnx.proto.NodeProto;
import dev.quartzite.models.onnx.proto.OperatorSetIdProto;
import dev.quartzite.models.onnx.proto.TensorProto;
import dev.quartzite.models.onnx.proto.ValueInfoProto;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Builds a network node by node, anew or out of another. Names that it makes up are unlike all that
 * it knows. Not safe for use by several threads.
 *
 * <pre>{@code
 * GraphBuilder graph = new GraphBuilder(17);
 * graph.input(Shapes.declare("x", FLOAT, "batch", 64, "frames"));
 * String weights = graph.constant("weights", values, 64L, 1L, 33L);
 * String y = graph.node("Conv", List.of("x", weights), Attributes.of("group", 64));
 * graph.output(Shapes.declare(graph.node("Relu", List.of(y)), FLOAT, "batch", 64, "frames"));
 * ModelProto model = graph.build();
 * }</pre>
 */
public final class GraphBuilder {
  private static final int IR_VERSION = 8;

  private final ModelProto.Builder model;
  private final GraphProto.Builder graph;
  private final Map<String, TensorProto> constants = new LinkedHashMap<>();
  private final Map<String, String> replacements = new HashMap<>();
  private final Set<String> names = new HashSet<>();

  /** An empty network of a version of the ONNX operators. */
  public GraphBuilder(long operatorSet) {
    this(
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(operatorSet))
            .setGraph(GraphProto.newBuilder().setName("network"))
            .build());
  }

  private GraphBuilder(ModelProto origin) {
    model = origin.toBuilder();
    graph = origin.getGraph().toBuilder().clearNode().clearInitializer();
    model.clearGraph();
    origin.getGraph().getInitializerList().forEach(this::constant);
    origin.getGraph().getInputList().forEach(input -> names.add(input.getName()));
    origin.getGraph().getNodeList().forEach(this::claimNames);
  }

  /** A network with the inputs, outputs and constants of another, and still without its nodes. */
  public static GraphBuilder outOf(ModelProto origin) {
    return new GraphBuilder(origin);
  }

  public void input(ValueInfoProto input) {
    names.add(input.getName());
    graph.addInput(input);
  }

  public void output(ValueInfoProto output) {
    graph.addOutput(output);
  }

  /** Adds a node, and gives the name of its output. */
  public String node(String operator, List<String> inputs, AttributeProto... attributes) {
    String output = unusedName(operator);
    add(
        NodeProto.newBuilder()
            .setOpType(operator)
            .setName(output)
            .addAllInput(inputs)
            .addOutput(output)
            .addAllAttribute(List.of(attributes))
            .build());
    return output;
  }

  /** Adds a node as it is, but for inputs that were {@linkplain #replace replaced}. */
  public void add(NodeProto node) {
    NodeProto.Builder added = node.toBuilder().clearInput();
    node.getInputList().forEach(input -> added.addInput(current(input)));
    claimNames(node);
    graph.addNode(added);
  }

  private void claimNames(NodeProto node) {
    names.add(node.getName());
    names.addAll(node.getOutputList());
  }

  /** Adds weights, instead of those that had their name. */
  public void constant(TensorProto tensor) {
    names.add(tensor.getName());
    constants.put(tensor.getName(), tensor);
  }

  /** The weights or constant with this name. */
  public Optional<TensorProto> constant(String name) {
    return Optional.ofNullable(constants.get(name));
  }

  /** Adds float32 weights under a name like {@code name}, and gives that name. */
  public String constant(String name, float[] values, List<Long> shape) {
    String unused = unusedName(name);
    constant(Tensors.of(unused, values, shape));
    return unused;
  }

  /**
   * Adds float32 weights under a name like {@code name}, and gives that name.
   *
   * @param values little-endian, row-major; not copied
   */
  public String constant(String name, ByteBuffer values, List<Long> shape) {
    String unused = unusedName(name);
    constant(Tensors.of(unused, values, shape));
    return unused;
  }

  /** An int64 vector, the same for the same values. */
  public String vector(long... values) {
    List<Long> list = Arrays.stream(values).boxed().toList();
    return shared("vector" + list, list, List.of((long) values.length));
  }

  /** An int64 scalar, the same for the same value. */
  public String scalar(long value) {
    return shared("scalar[" + value + "]", List.of(value), List.of());
  }

  private String shared(String name, List<Long> values, List<Long> shape) {
    constant(Tensors.of(name, values, shape));
    return name;
  }

  /** Declares type and shape of a tensor between nodes. */
  public void declare(ValueInfoProto tensor) {
    graph.addValueInfo(tensor);
  }

  /** From here on, who would read {@code tensor} reads {@code replacement}. */
  public void replace(String tensor, String replacement) {
    replacements.put(tensor, current(replacement));
  }

  /** What {@code tensor} was replaced by, or itself. */
  public String current(String tensor) {
    return replacements.getOrDefault(tensor, tensor);
  }

  /** A name like {@code wish} that nothing has. */
  public String unusedName(String wish) {
    String name = wish;
    for (int i = 1; !names.add(name); i++) {
      name = wish + "_" + i;
    }
    return name;
  }

  /** The network. Constants that nobody reads are left out. */
  public ModelProto build() {
    Set<String> read = new HashSet<>();
    graph.getNodeList().forEach(node -> read.addAll(node.getInputList()));
    for (ValueInfoProto.Builder output : graph.getOutputBuilderList()) {
      output.setName(current(output.getName()));
      read.add(output.getName());
    }
    graph.clearInitializer();
    constants.values().stream()
        .filter(tensor -> read.contains(tensor.getName()))
        .forEach(graph::addInitializer);
    return model.setGraph(graph).build();
  }
}
