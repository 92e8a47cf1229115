package dev.quartzite.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.quartzite.features.LogMelSpectrogram;
import dev.quartzite.math.FloatMatrix;
import dev.quartzite.models.onnx.NetworkRunner.Kernels;
import dev.quartzite.models.onnx.proto.ModelProto;
import dev.quartzite.models.onnx.proto.TensorProto.DataType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskPaddingTest {
  private static final OutputForm FORM = new OutputForm(TestNetwork.TOKENS, 2, false, false);
  private static final List<LogMelSpectrogram> BATCH =
      IntStream.of(150, 31, 96, 1, 2)
          .mapToObj(frames -> CheckSignal.voice(frames + 1, TestNetwork.BANDS))
          .toList();

  @TempDir Path folder;

  static Stream<TestNetwork> networks() {
    return Stream.of(
        new TestNetwork(13),
        new TestNetwork(17).folded(),
        new TestNetwork(17).withActivation("Sigmoid"));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void aBatchEqualsSinglesWithMasksAndOnlyWithMasks(TestNetwork network) throws IOException {
    ModelProto wide = wide(network);
    assertThat(batchDifference(MaskPadding.apply(wide))).isLessThan(1e-5);
    assertThat(batchDifference(wide)).isGreaterThan(1e-3);
  }

  @Test
  void whatStandsInThePaddingDoesNotMatter() throws IOException {
    LogMelSpectrogram whole = CheckSignal.voice(200, TestNetwork.BANDS);
    LogMelSpectrogram part = new LogMelSpectrogram(whole.values().slice(0, 77));
    ModelProto masked = MaskPadding.apply(wide(new TestNetwork(17)));
    try (NetworkRunner runner = NetworkRunner.load(stored(masked), Kernels.ALIKE)) {
      FloatMatrix alone = FORM.read(runner.run(SpectrogramBatch.of(part)), 0, 77);
      FloatMatrix padded = FORM.read(runner.run(SpectrogramBatch.of(whole).withLengths(77)), 0, 77);
      assertThat(padded.toArray())
          .usingComparatorWithPrecision(1e-5f)
          .containsExactly(alone.toArray());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 5})
  void lengthsFollowConvolutionsOfAnyPadding(long padding) throws IOException {
    GraphBuilder graph = new GraphBuilder(17);
    graph.input(Shapes.declare("x", DataType.FLOAT_VALUE, "B", 2, "T"));
    String kernel = graph.constant("k", new float[] {1, 2, 3, 4, 5, 6}, List.of(1L, 2L, 3L));
    String first =
        graph.node(
            "Conv",
            List.of("x", kernel),
            Attributes.of("pads", List.of(padding, padding)),
            Attributes.of("strides", List.of(3L)));
    String next = graph.constant("n", new float[] {1, 1, 1}, List.of(1L, 1L, 3L));
    String second = graph.node("Conv", List.of(graph.node("Abs", List.of(first)), next));
    graph.output(Shapes.declare(second, DataType.FLOAT_VALUE, "B", 1, "U"));
    ModelProto masked = MaskPadding.apply(WidenConvolutions.apply(graph.build()));
    try (NetworkRunner runner = NetworkRunner.load(stored(masked), Kernels.ALIKE)) {
      LogMelSpectrogram whole = CheckSignal.voice(60, 2);
      LogMelSpectrogram part = new LogMelSpectrogram(whole.values().slice(0, 40));
      FloatMatrix alone = runner.run(SpectrogramBatch.of(part)).item(0);
      FloatMatrix together = runner.run(SpectrogramBatch.of(whole, part)).item(1);
      assertThat(together.toArray()).startsWith(alone.toArray());
    }
  }

  @Test
  void masksAreAddedWithinConvolutionsAndOnlyTheInputIsMultiplied() {
    ModelProto masked = MaskPadding.apply(wide(new TestNetwork(17)));
    ModelGraph graph = new ModelGraph(masked);
    assertThat(graph.nodes())
        .filteredOn(node -> node.getOpType().equals("Mul"))
        .singleElement()
        .satisfies(node -> assertThat(node.getInput(0)).startsWith("Unsqueeze"));
    assertThat(graph.nodes())
        .filteredOn(node -> node.getOpType().equals("Add"))
        .filteredOn(node -> axisOf(node.getOutput(0), masked).contains("frames_1"))
        .hasSize(4)
        .allSatisfy(
            node ->
                assertThat(graph.producer(node.getInput(0)))
                    .get()
                    .matches(Operators::isConvolution));
  }

  @Test
  void onlyTensorsOfFourAxesAreDeclared() {
    ModelProto masked = MaskPadding.apply(wide(new TestNetwork(17)));
    ModelGraph graph = new ModelGraph(masked);
    assertThat(masked.getGraph().getValueInfoList())
        .isNotEmpty()
        .allSatisfy(
            declared ->
                assertThat(graph.producer(declared.getName()))
                    .get()
                    .matches(
                        node -> Operators.isElementwise(node) || Operators.isConvolution(node)));
  }

  private static String axisOf(String tensor, ModelProto model) {
    return model.getGraph().getValueInfoList().stream()
        .filter(declared -> declared.getName().equals(tensor))
        .map(Shapes::describe)
        .findFirst()
        .orElse("");
  }

  @Test
  void aConvolutionBehindATurnedTensorIsRefused() {
    GraphBuilder graph = new GraphBuilder(17);
    graph.input(Shapes.declare("x", DataType.FLOAT_VALUE, "B", 2, "T"));
    String turned =
        graph.node("Transpose", List.of("x"), Attributes.of("perm", List.of(0L, 2L, 1L)));
    String kernel = graph.constant("k", new float[] {1, 2, 3}, List.of(1L, 1L, 3L));
    String convolved = graph.node("Conv", List.of(turned, kernel));
    graph.output(Shapes.declare(convolved, DataType.FLOAT_VALUE, "B", 1, "U"));
    assertThatExceptionOfType(GraphException.class)
        .isThrownBy(() -> MaskPadding.apply(WidenConvolutions.apply(graph.build())))
        .withMessageContaining("Conv node 'Conv' convolves")
        .withMessageContaining("whose time axis cannot be followed");
  }

  private static ModelProto wide(TestNetwork network) {
    return WidenConvolutions.apply(
        FoldBatchNorm.apply(Interface.free(Simplify.apply(network.build()))));
  }

  private StoredNetwork stored(ModelProto model) throws IOException {
    return StoredNetwork.store(model, folder.resolve("network.onnx"));
  }

  private double batchDifference(ModelProto model) throws IOException {
    try (RunningNetwork network =
        RunningNetwork.load(stored(model), FORM, TestNetwork.BANDS, Kernels.FASTEST)) {
      List<FloatMatrix> together = network.infer(BATCH);
      double largest = 0;
      for (int i = 0; i < BATCH.size(); i++) {
        float[] alone = network.infer(List.of(BATCH.get(i))).get(0).toArray();
        float[] batched = together.get(i).toArray();
        for (int j = 0; j < alone.length; j++) {
          largest = Math.max(largest, Math.abs(alone[j] - batched[j]));
        }
      }
      return largest;
    }
  }
}
