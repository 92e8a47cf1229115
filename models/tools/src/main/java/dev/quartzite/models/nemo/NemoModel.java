package dev.quartzite.models.nemo;

import dev.quartzite.decoding.Alphabet;
import dev.quartzite.features.FrontEnd;
import dev.quartzite.models.nemo.BlockConfiguration.Window;
import dev.quartzite.models.onnx.Attributes;
import dev.quartzite.models.onnx.GraphBuilder;
import dev.quartzite.models.onnx.Shapes;
import dev.quartzite.models.onnx.proto.ModelProto;
import dev.quartzite.models.onnx.proto.TensorProto.DataType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A model out of a {@code .nemo} archive.
 *
 * @param network layer by layer, from {@code audio_signal [batch × mel bands × frames]} to {@code
 *     logprobs [batch × emission frames × tokens]}, without masks
 * @param architecture for people, as {@code QuartzNet 15x5}
 * @param parameters number of trained values
 * @param alphabet its labels, and the blank behind them
 * @param frontEnd its features
 * @param release of NeMo that wrote the archive, or "unknown"
 */
public record NemoModel(
    ModelProto network,
    String architecture,
    long parameters,
    Alphabet alphabet,
    FrontEnd frontEnd,
    String release) {
  private static final long OPERATOR_SET = 17;
  private static final String HEAD = "decoder.decoder_layers.0";

  /** Whether a file begins as an archive does. */
  public static boolean isArchive(Path file) throws IOException {
    return NemoArchive.isArchive(file);
  }

  /**
   * Reads an archive.
   *
   * @param scratch a folder for copies of its checkpoints; whoever made it removes it
   * @throws NemoException if it is damaged, not what NeMo writes, or a network of another kind
   * @throws IOException if it cannot be read or the folder cannot be written
   */
  public static NemoModel read(Path archive, Path scratch) throws IOException {
    NemoArchive files = NemoArchive.unpack(archive, scratch);
    ModelConfiguration configuration = ModelConfiguration.of(files.configuration());
    try (Checkpoint checkpoint = files.checkpoint()) {
      FrontEndConfiguration.compare(checkpoint, configuration.frontEnd());
      Weights weights = new Weights(checkpoint);
      ModelProto network = network(configuration, weights);
      weights.requireAllRead();
      return new NemoModel(
          network,
          configuration.architecture(),
          weights.parameters(),
          alphabet(configuration.labels()),
          configuration.frontEnd(),
          configuration.release());
    }
  }

  private static Alphabet alphabet(List<String> labels) {
    try {
      return Alphabet.of(labels, labels.size());
    } catch (IllegalArgumentException e) {
      throw new NemoException("the alphabet", "is none: " + e.getMessage(), e);
    }
  }

  private static ModelProto network(ModelConfiguration configuration, Weights weights) {
    GraphBuilder graph = new GraphBuilder(OPERATOR_SET);
    int bands = configuration.frontEnd().melBands();
    graph.input(Shapes.declare("audio_signal", DataType.FLOAT_VALUE, "batch", bands, "frames"));
    LayerOutput encoded =
        new EncoderGraph(graph, weights, configuration.activation())
            .add(configuration.blocks(), new LayerOutput("audio_signal", bands));
    Window point = new Window(1, 1, 1, false, -1);
    LayerOutput scores = new LayerGraph(graph, weights).convolution(HEAD, encoded, point, 1);
    int tokens = configuration.labels().size() + 1;
    if (scores.channels() != tokens) {
      throw new NemoException(
          "the decoder",
          "has %d outputs, the alphabet %d labels and the blank"
              .formatted(scores.channels(), tokens - 1));
    }
    String turned =
        graph.node(
            "Transpose", List.of(scores.tensor()), Attributes.of("perm", List.of(0L, 2L, 1L)));
    String logProbs = graph.node("LogSoftmax", List.of(turned), Attributes.of("axis", 2L));
    graph.output(
        Shapes.declare(logProbs, DataType.FLOAT_VALUE, "batch", "emission_frames", tokens));
    return graph.build();
  }
}
