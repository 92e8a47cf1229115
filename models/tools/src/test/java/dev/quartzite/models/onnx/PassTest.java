package dev.quartzite.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.quartzite.math.FloatMatrix;
import dev.quartzite.models.onnx.NetworkRunner.Kernels;
import dev.quartzite.models.onnx.proto.AttributeProto;
import dev.quartzite.models.onnx.proto.ModelProto;
import dev.quartzite.models.onnx.proto.NodeProto;
import dev.quartzite.models.onnx.proto.TensorProto;
import dev.quartzite.models.onnx.proto.TensorProto.DataType;
import dev.quartzite.models.onnx.proto.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each pass by itself: what it changes in the graph, and that the numbers stay. */
class PassTest {
  private static final int FRAMES = 131;

  @TempDir Path folder;

  @Test
  void simplifyingTakesOutWhatInferenceDoesNotNeed() throws IOException {
    GraphBuilder graph = new GraphBuilder(17);
    graph.input(audio());
    graph.input(Shapes.declare("length", DataType.INT64_VALUE, "B"));
    TensorProto half = Tensors.toHalf(ones("half"), "half");
    graph.constant(half);
    graph.input(Shapes.declare("half", DataType.FLOAT16_VALUE, 1, TestNetwork.BANDS, 1));
    String weights = graph.node("Cast", List.of("half"), toFloat());
    String sum = graph.node("Add", List.of(graph.node("Identity", List.of("x")), weights));
    String cast = graph.node("Cast", List.of(graph.node("Dropout", List.of(sum))), toFloat());
    String second = graph.node("Shape", List.of("length"));
    graph.output(Shapes.declare(cast, DataType.FLOAT_VALUE, "B", TestNetwork.BANDS, "T"));
    graph.output(Shapes.declare(second, DataType.INT64_VALUE, 1));
    ModelProto simple = Simplify.apply(graph.build());
    assertThat(operators(simple)).containsExactly("Add");
    assertThat(new ModelGraph(simple).inputs())
        .extracting(ValueInfoProto::getName)
        .containsExactly("x");
    assertThat(simple.getGraph().getOutputCount()).isEqualTo(1);
    assertThat(output(simple)).isEqualTo(output(graph.build()));
  }

  @Test
  void constantNodesBecomeConstants() throws IOException {
    GraphBuilder graph = new GraphBuilder(17);
    graph.input(audio());
    graph.add(
        NodeProto.newBuilder()
            .setOpType("Constant")
            .addOutput("c")
            .addAttribute(Attributes.of("value_float", 0.5f))
            .build());
    String sum = graph.node("Mul", List.of("x", "c"));
    graph.output(Shapes.declare(sum, DataType.FLOAT_VALUE, "B", TestNetwork.BANDS, "T"));
    ModelProto simple = Simplify.apply(graph.build());
    assertThat(operators(simple)).containsExactly("Mul");
    assertThat(output(simple)).isEqualTo(output(graph.build()));
  }

  @Test
  void axesBecomeAnInputInOldOperatorSets() throws IOException {
    GraphBuilder graph = new GraphBuilder(12);
    graph.input(audio());
    String wide = graph.node("Unsqueeze", List.of("x"), Attributes.of("axes", List.of(2L)));
    String narrow = graph.node("Squeeze", List.of(wide), Attributes.of("axes", List.of(2L)));
    graph.output(Shapes.declare(narrow, DataType.FLOAT_VALUE, "B", TestNetwork.BANDS, "T"));
    ModelProto raised = OperatorSets.raise(graph.build());
    assertThat(ModelGraph.operatorSet(raised)).isEqualTo(13);
    assertThat(output(raised)).isEqualTo(output(graph.build()));
  }

  @Test
  void anOldSoftmaxOverSeveralAxesIsRefused() throws IOException {
    GraphBuilder graph = new GraphBuilder(12);
    graph.input(audio());
    String softmax = graph.node("LogSoftmax", List.of("x"));
    graph.output(Shapes.declare(softmax, DataType.FLOAT_VALUE, "B", "C", "T"));
    assertThatExceptionOfType(GraphException.class)
        .isThrownBy(() -> OperatorSets.raise(graph.build()))
        .withMessageContaining("LogSoftmax node 'LogSoftmax' runs over all axes from 1 on");
  }

  @Test
  void normalisationsAreFoldedIntoTheConvolutionsBefore() throws IOException {
    ModelProto model = new TestNetwork(17).build();
    ModelProto folded = FoldBatchNorm.apply(model);
    assertThat(operators(model)).filteredOn("BatchNormalization"::equals).hasSize(6);
    assertThat(operators(folded)).doesNotContain("BatchNormalization");
    assertClose(output(folded), output(model), 1e-5f);
  }

  @Test
  void aNormalisationOfAConvolutionThatOthersReadStays() throws IOException {
    ModelProto model = new TestNetwork(17).build();
    NodeProto norm =
        model.getGraph().getNodeList().stream()
            .filter(node -> node.getOpType().equals("BatchNormalization"))
            .findFirst()
            .orElseThrow();
    GraphBuilder graph = GraphBuilder.outOf(model);
    model.getGraph().getNodeList().forEach(graph::add);
    String other = graph.node("Neg", List.of(norm.getInput(0)));
    graph.output(Shapes.declare(other, DataType.FLOAT_VALUE, "B", "C", "U"));
    ModelProto folded = FoldBatchNorm.apply(graph.build());
    assertThat(operators(folded)).filteredOn("BatchNormalization"::equals).hasSize(1);
    assertClose(output(folded), output(model), 1e-5f);
  }

  @Test
  void convolutionsBecomeWideBetweenOneUnsqueezeAndOneSqueeze() throws IOException {
    ModelProto model = new TestNetwork(17).build();
    ModelProto wide = WidenConvolutions.apply(model);
    assertThat(operators(wide)).startsWith("Unsqueeze", "Conv").endsWith("Transpose", "LogSoftmax");
    assertThat(operators(wide)).filteredOn("Unsqueeze"::equals).hasSize(1);
    assertThat(operators(wide)).filteredOn("Squeeze"::equals).hasSize(1);
    ModelGraph graph = new ModelGraph(wide);
    assertThat(graph.nodes())
        .filteredOn(Operators::isConvolution)
        .allSatisfy(node -> assertThat(Convolution.of(node, graph).shape()).hasSize(4));
    assertClose(output(wide), output(model), 1e-5f);
  }

  @Test
  void constantsThatAreCombinedWithWideTensorsAreWidened() throws IOException {
    GraphBuilder graph = new GraphBuilder(17);
    graph.input(audio());
    String kernel = graph.constant("k", new float[64 * 64], List.of(64L, 64L, 1L));
    String convolved = graph.node("Conv", List.of("x", kernel));
    graph.constant(ones("bands"));
    String sum = graph.node("Add", List.of("bands", graph.node("Neg", List.of(convolved))));
    String product = graph.node("Mul", List.of(sum, "x"));
    graph.output(Shapes.declare(product, DataType.FLOAT_VALUE, "B", "C", "T"));
    ModelProto wide = WidenConvolutions.apply(graph.build());
    assertThat(operators(wide))
        .containsExactly("Unsqueeze", "Conv", "Neg", "Add", "Mul", "Squeeze");
    assertThat(output(wide)).isEqualTo(output(graph.build()));
  }

  @Test
  void aConstantForEveryFrameIsRefused() throws IOException {
    GraphBuilder graph = new GraphBuilder(17);
    graph.input(audio());
    String kernel = graph.constant("k", new float[64 * 64], List.of(64L, 64L, 1L));
    String frames = graph.constant("frames", new float[FRAMES], List.of(1L, (long) FRAMES));
    String sum = graph.node("Add", List.of(graph.node("Conv", List.of("x", kernel)), frames));
    graph.output(Shapes.declare(sum, DataType.FLOAT_VALUE, "B", "C", "T"));
    assertThatExceptionOfType(GraphException.class)
        .isThrownBy(() -> WidenConvolutions.apply(graph.build()))
        .withMessageContaining("'frames' of shape [1, 131], which has a number of frames built in");
  }

  @Test
  void weightsAreStoredInHalfTheBytesAndComputedAsTheirRoundedValues() throws IOException {
    ModelProto model = new TestNetwork(17).build();
    ModelProto half = HalfWeights.apply(model);
    assertThat(half.getGraph().getInitializerList())
        .filteredOn(t -> t.getDataType() == DataType.FLOAT16_VALUE)
        .extracting(Tensors::size)
        .containsExactly(64 * 16);
    assertThat(output(half)).isEqualTo(output(HalfWeights.round(model)));
    assertThat(output(half)).isNotEqualTo(output(model));
    assertClose(output(half), output(model), 1e-2f);
  }

  private static ValueInfoProto audio() {
    return Shapes.declare("x", DataType.FLOAT_VALUE, "B", TestNetwork.BANDS, "T");
  }

  private static TensorProto ones(String name) {
    float[] ones = new float[TestNetwork.BANDS];
    Arrays.fill(ones, 1);
    return Tensors.of(name, ones, List.of(1L, (long) TestNetwork.BANDS, 1L));
  }

  private static AttributeProto toFloat() {
    return Attributes.of("to", (long) DataType.FLOAT_VALUE);
  }

  private static List<String> operators(ModelProto model) {
    return model.getGraph().getNodeList().stream().map(NodeProto::getOpType).toList();
  }

  private FloatMatrix output(ModelProto model) throws IOException {
    StoredNetwork network = StoredNetwork.store(model, folder.resolve("network.onnx"));
    try (NetworkRunner runner = NetworkRunner.load(network, Kernels.ALIKE)) {
      return runner.run(SpectrogramBatch.of(CheckSignal.voice(FRAMES, TestNetwork.BANDS))).item(0);
    }
  }

  private static void assertClose(FloatMatrix actual, FloatMatrix expected, float tolerance) {
    assertThat(actual.toArray())
        .usingComparatorWithPrecision(tolerance)
        .containsExactly(expected.toArray());
  }
}
