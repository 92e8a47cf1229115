package dev.quartzite.models.onnx;

import dev.quartzite.models.onnx.proto.GraphProto;
import dev.quartzite.models.onnx.proto.ModelProto;
import dev.quartzite.models.onnx.proto.NodeProto;
import dev.quartzite.models.onnx.proto.TensorProto.DataType;
import dev.quartzite.models.onnx.proto.TensorShapeProto.Dimension;
import dev.quartzite.models.onnx.proto.ValueInfoProto;
import java.util.Map;

/**
 * Gives a network the names and shapes that all our networks have: from {@code audio_signal} {@code
 * [batch × mel bands × frames]} to {@code logprobs} {@code [batch × emission frames × tokens]},
 * with any number of recordings and frames.
 */
final class Interface {
  static final String AUDIO = "audio_signal";
  static final String LOG_PROBS = "logprobs";

  /** The oldest format of files in which weights need not be inputs and all operators fit. */
  private static final long FORMAT = 7;

  private Interface() {}

  /** The input of the spectrograms: float32 with three axes, the second of them the mel bands. */
  static ValueInfoProto audio(ModelGraph graph) {
    return graph.inputs().stream()
        .filter(input -> Shapes.elementType(input) == DataType.FLOAT_VALUE)
        .filter(input -> Shapes.dimensions(input).size() == 3)
        .findFirst()
        .orElseThrow(
            () ->
                new GraphException(
                    "the network",
                    "takes %s, expected is a float32 input [batch × mel bands × frames]"
                        .formatted(graph.inputs().stream().map(Shapes::describe).toList())));
  }

  /** Names the input and the output, and lets any number of recordings and frames in. */
  static ModelProto free(ModelProto model) {
    ModelGraph graph = new ModelGraph(model);
    ValueInfoProto audio = audio(graph);
    ModelProto renamed = named(rename(model, audio.getName(), AUDIO));
    GraphProto.Builder freed = renamed.getGraph().toBuilder().clearInput().clearValueInfo();
    freed.addInput(
        Shapes.declare(
            AUDIO, DataType.FLOAT_VALUE, TimeAxes.BATCH, melBands(graph), TimeAxes.FRAMES));
    freed.getOutputBuilder(0).getTypeBuilder().getTensorTypeBuilder().clearShape();
    return renamed.toBuilder()
        .setIrVersion(Math.max(model.getIrVersion(), FORMAT))
        .setGraph(freed)
        .build();
  }

  /** Names the output and declares its shape. */
  static ModelProto finish(ModelProto model, int tokens) {
    ModelProto named = named(model);
    GraphProto.Builder graph = named.getGraph().toBuilder();
    graph.setOutput(
        0,
        Shapes.declare(LOG_PROBS, DataType.FLOAT_VALUE, TimeAxes.BATCH, "emission_frames", tokens));
    return named.toBuilder().setGraph(graph).build();
  }

  private static ModelProto named(ModelProto model) {
    return rename(model, model.getGraph().getOutput(0).getName(), LOG_PROBS);
  }

  /** Mel bands of a spectrogram frame. */
  static int melBands(ModelGraph graph) {
    ValueInfoProto audio = audio(graph);
    Dimension declared = Shapes.dimensions(audio).get(1);
    if (declared.hasDimValue()) {
      return Math.toIntExact(declared.getDimValue());
    }
    return graph.consumers(audio.getName()).stream()
        .filter(Operators::isConvolution)
        .map(node -> Math.toIntExact(Convolution.of(node, graph).inputChannels()))
        .findFirst()
        .orElseThrow(
            () ->
                new GraphException(
                    "the input " + Shapes.describe(audio), "does not say its number of mel bands"));
  }

  /** Exchanges two names of tensors wherever they stand. */
  private static ModelProto rename(ModelProto model, String name, String other) {
    Map<String, String> names = name.equals(other) ? Map.of() : Map.of(name, other, other, name);
    GraphProto.Builder graph = model.getGraph().toBuilder();
    for (NodeProto.Builder node : graph.getNodeBuilderList()) {
      for (int i = 0; i < node.getInputCount(); i++) {
        node.setInput(i, names.getOrDefault(node.getInput(i), node.getInput(i)));
      }
      for (int i = 0; i < node.getOutputCount(); i++) {
        node.setOutput(i, names.getOrDefault(node.getOutput(i), node.getOutput(i)));
      }
    }
    graph
        .getInitializerBuilderList()
        .forEach(t -> t.setName(names.getOrDefault(t.getName(), t.getName())));
    graph
        .getInputBuilderList()
        .forEach(v -> v.setName(names.getOrDefault(v.getName(), v.getName())));
    graph
        .getOutputBuilderList()
        .forEach(v -> v.setName(names.getOrDefault(v.getName(), v.getName())));
    graph
        .getValueInfoBuilderList()
        .forEach(v -> v.setName(names.getOrDefault(v.getName(), v.getName())));
    return model.toBuilder().setGraph(graph).build();
  }
}
