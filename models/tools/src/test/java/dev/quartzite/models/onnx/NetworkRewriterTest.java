package dev.quartzite.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.quartzite.SharedData;
import dev.quartzite.models.onnx.proto.ModelProto;
import dev.quartzite.models.onnx.proto.NodeProto;
import dev.quartzite.models.onnx.proto.TensorProto.DataType;
import dev.quartzite.models.onnx.proto.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkRewriterTest {
  private static final NetworkFacts FACTS =
      new NetworkFacts("QuartzNet 1x2", 4021, TestNetwork.BANDS, TestNetwork.TOKENS, 2);

  @TempDir Path folder;

  static Stream<Arguments> exports() {
    return Stream.of(
        Arguments.of("operators of version 17", new TestNetwork(17)),
        Arguments.of("operators of version 11", new TestNetwork(11)),
        Arguments.of("operators of version 12", new TestNetwork(12)),
        Arguments.of("operators of version 20", new TestNetwork(20)),
        Arguments.of("normalisations folded", new TestNetwork(17).folded()),
        Arguments.of("logits", new TestNetwork(17).givingLogits()),
        Arguments.of("tokens first", new TestNetwork(17).tokensFirst()),
        Arguments.of("logits, tokens first", new TestNetwork(12).givingLogits().tokensFirst()),
        Arguments.of("unused length", new TestNetwork(17).withUnusedLength()),
        Arguments.of("fixed frames", new TestNetwork(17).fixedTo(1, 128)),
        Arguments.of("another activation", new TestNetwork(17).withActivation("Sigmoid")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("exports")
  void everyFormOfExportBecomesOurFormOfTheSameNetwork(String form, TestNetwork network)
      throws IOException {
    CheckedNetwork rewritten = rewriter().rewrite(stored(network.build()));
    assertThat(rewritten.facts()).isEqualTo(FACTS);
    ModelGraph graph = new ModelGraph(rewritten.network().outline());
    assertThat(graph.inputs())
        .containsExactlyInAnyOrder(
            Shapes.declare("audio_signal", DataType.FLOAT_VALUE, "batch", 64, "frames"),
            Shapes.declare("length", DataType.INT64_VALUE, "batch"));
    assertThat(rewritten.network().outline().getGraph().getOutputList())
        .containsExactly(
            Shapes.declare("logprobs", DataType.FLOAT_VALUE, "batch", "emission_frames", 5));
    assertThat(graph.nodes())
        .extracting(NodeProto::getOpType)
        .doesNotContain("BatchNormalization", "Identity");
    assertThat(rewritten.report().orElseThrow().difference())
        .isLessThanOrEqualTo(CheckReport.LIMIT);
  }

  @Test
  void weightsAreStoredAsHalvesOnRequest() throws IOException {
    StoredNetwork original = stored(new TestNetwork(17).build());
    CheckedNetwork rewritten = rewriter().rewriteToHalf(original);
    assertThat(rewritten.facts()).isEqualTo(FACTS);
    assertThat(rewritten.report().orElseThrow().differenceAsRun()).isBetween(1e-6, 1e-2);
    assertThat(rewritten.network().outline().getGraph().getInitializerList())
        .anySatisfy(t -> assertThat(t.getDataType()).isEqualTo(DataType.FLOAT16_VALUE));
  }

  @Test
  void aNetworkOfOurFormIsRefusedAsItHasMasksAndKeptOnRequest() throws IOException {
    StoredNetwork ours = rewriter().rewriteToHalf(stored(new TestNetwork(17).build())).network();
    assertRefused(
        ours.read(), "reads a second input 'length', so the network has masks of its own");
    assertThat(rewriter().keep(ours)).isEqualTo(new CheckedNetwork(ours, FACTS, Optional.empty()));
  }

  @Test
  void operatorsThatLookAtOtherFramesAreRefusedByName() {
    ModelProto model = new TestNetwork(17).withActivation("GlobalAveragePool").build();
    assertRefused(
        model, "the GlobalAveragePool node 'GlobalAveragePool' is no part of a QuartzNet");
    assertRefused(
        withNodeBefore(new TestNetwork(17).build(), "LSTM"), "the LSTM node 'LSTM' is no part");
  }

  @Test
  void missingWeightsAreRefusedByName() {
    ModelProto.Builder model = new TestNetwork(17).build().toBuilder();
    String weights = model.getGraph().getInitializer(0).getName();
    model.getGraphBuilder().removeInitializer(0);
    assertRefused(
        model.build(), "the Conv node 'Conv' takes its weights '" + weights + "' from elsewhere");
  }

  @Test
  void anInputOfAnotherKindIsRefusedByNameAndShape() {
    ModelProto.Builder model = new TestNetwork(17).build().toBuilder();
    ValueInfoProto samples = Shapes.declare("x", DataType.FLOAT_VALUE, "B", "samples");
    model.getGraphBuilder().setInput(0, samples);
    assertRefused(model.build(), "takes ['x' [B, samples]], expected is a float32 input");
  }

  @Test
  void operatorSetsBefore11AreRefused() {
    assertRefused(new TestNetwork(9).build(), "version 9 of the ONNX operators, expected is 11");
  }

  @Test
  void aWholeQuartzNetStaysTheSame() throws IOException {
    StoredNetwork original = StoredNetwork.open(SharedData.require("models/QuartzNet15x5-en.onnx"));
    CheckedNetwork rewritten = rewriter().rewrite(original);
    assertThat(rewritten.facts())
        .isEqualTo(new NetworkFacts("QuartzNet 15x5", 18_924_381, 64, 29, 2));
    assertThat(rewritten.report().orElseThrow().difference())
        .isLessThanOrEqualTo(CheckReport.LIMIT);
  }

  private static ModelProto withNodeBefore(ModelProto model, String operator) {
    GraphBuilder graph = GraphBuilder.outOf(model);
    graph.replace("x", graph.node(operator, List.of("x")));
    model.getGraph().getNodeList().forEach(graph::add);
    return graph.build();
  }

  private NetworkRewriter rewriter() {
    return new NetworkRewriter(folder);
  }

  private StoredNetwork stored(ModelProto model) throws IOException {
    return StoredNetwork.store(model, folder.resolve("original.onnx"));
  }

  private void assertRefused(ModelProto model, String message) {
    assertThatExceptionOfType(GraphException.class)
        .isThrownBy(() -> rewriter().rewrite(stored(model)))
        .withMessageContaining(message);
  }
}
