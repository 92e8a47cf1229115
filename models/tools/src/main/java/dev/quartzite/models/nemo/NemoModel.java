package dev.quartzite.models.nemo;

import dev.quartzite.decoding.Alphabet;
import dev.quartzite.features.FrontEnd;
import dev.quartzite.models.nemo.BlockConfiguration.Window;
import dev.quartzite.models.onnx.Attributes;
import dev.quartzite.models.onnx.GraphBuilder;
import dev.quartzite.models.onnx.Shapes;
import dev.quartzite.models.onnx.StoredNetwork;
import dev.quartzite.models.onnx.proto.ModelProto;
import dev.quartzite.models.onnx.proto.TensorProto.DataType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A model out of a {@code .nemo} archive.
 *
 * @param network in the scratch folder, layer by layer, from {@code audio_signal [batch × mel bands
 *     × frames]} to {@code logprobs [batch × emission frames × tokens]}, without masks
 * @param architecture for people, as {@code QuartzNet 15x5}
 * @param parameters number of trained values
 * @param alphabet its labels, and the blank behind them
 * @param frontEnd its features
 * @param release of NeMo that wrote the archive, or "unknown"
 */
public record NemoModel(
    StoredNetwork network,
    String architecture,
    long parameters,
    Alphabet alphabet,
    FrontEnd frontEnd,
    String release) {
  private static final long OPERATOR_SET = 17;
  private static final String HEAD = "decoder.decoder_layers.0";

  /** Whether a file begins as an archive does. */
  public static boolean isArchive(Path file) throws IOException {
    return TarStream.isArchive(file);
  }

  /**
   * Reads an archive.
   *
   * @param scratch a folder for its checkpoint and its network; whoever made it removes it
   * @throws NemoException if it is damaged, not what NeMo writes, or a network of another kind
   * @throws IOException if it cannot be read or the folder cannot be written
   */
  public static NemoModel read(Path archive, Path scratch) throws IOException {
    NemoArchive files = NemoArchive.unpack(archive, scratch);
    ModelConfiguration configuration = ModelConfiguration.of(files.configuration());
    Alphabet alphabet = Labels.alphabet(configuration.labels());
    NemoModel model;
    try (Checkpoint checkpoint = files.checkpoint()) {
      FrontEndConfiguration.compare(checkpoint, configuration.frontEnd());
      Weights weights = new Weights(checkpoint);
      StoredNetwork network =
          StoredNetwork.store(network(configuration, weights), scratch.resolve("original.onnx"));
      weights.requireAllRead();
      model =
          new NemoModel(
              network,
              configuration.architecture(),
              weights.parameters(),
              alphabet,
              configuration.frontEnd(),
              configuration.release());
    }
    files.discard();
    return model;
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
