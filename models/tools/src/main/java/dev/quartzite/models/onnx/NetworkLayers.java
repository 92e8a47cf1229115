package dev.quartzite.models.onnx;

import dev.quartzite.models.onnx.Convolution.Window;
import dev.quartzite.models.onnx.proto.NodeProto;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Follows audio through a network and lists its convolutions, with what each of them sees. */
public final class NetworkLayers {
  private final ModelGraph graph;
  private final double frameSeconds;
  private final Map<String, Sight> sights = new HashMap<>();
  private final List<NetworkLayer> layers = new ArrayList<>();

  /**
   * What a frame of a tensor depends on.
   *
   * @param before spectrogram frames before its own
   * @param after spectrogram frames behind its own
   * @param step spectrogram frames to the next frame
   */
  private record Sight(long before, long after, long step) {
    Sight widest(Sight other) {
      return new Sight(Math.max(before, other.before), Math.max(after, other.after), step);
    }

    Sight through(Window window, long kernel) {
      long reach = window.dilation() * (kernel - 1);
      return new Sight(
          before + window.padBegin() * step,
          after + Math.max(0, reach - window.padBegin()) * step,
          step * window.stride());
    }
  }

  private NetworkLayers(StoredNetwork network, double frameSeconds) throws IOException {
    this.graph = new ModelGraph(StoredNetwork.outline(Simplify.apply(network.read())));
    this.frameSeconds = frameSeconds;
    sights.put(Interface.audio(graph).getName(), new Sight(0, 0, 1));
    graph.nodes().forEach(this::follow);
  }

  /**
   * The convolutions of a network, in its order.
   *
   * @param frameSeconds distance between spectrogram frames
   * @throws GraphException if a convolution has no weights of its own
   * @throws IOException if it cannot be read
   */
  public static List<NetworkLayer> of(StoredNetwork network, double frameSeconds)
      throws IOException {
    return List.copyOf(new NetworkLayers(network, frameSeconds).layers);
  }

  private void follow(NodeProto node) {
    if (node.getOpType().equals("Shape")) {
      return; // From here masks are made, which depend on the length alone.
    }
    @Nullable Sight seen =
        node.getInputList().stream()
            .filter(sights::containsKey)
            .map(sights::get)
            .reduce(Sight::widest)
            .orElse(null);
    if (seen == null) {
      return;
    }
    if (Operators.isConvolution(node)) {
      Convolution convolution = Convolution.of(node, graph);
      seen = seen.through(convolution.window(), convolution.kernel());
      layers.add(layer(convolution, seen));
    }
    for (String output : node.getOutputList()) {
      sights.put(output, seen);
    }
  }

  private NetworkLayer layer(Convolution convolution, Sight sight) {
    NodeProto node = convolution.node();
    long parameters =
        node.getInputList().stream()
            .skip(1)
            .mapToLong(name -> graph.constant(name).map(Tensors::size).orElse(0))
            .sum();
    return new NetworkLayer(
        node.getName(),
        convolution.inputChannels(),
        convolution.channels(),
        convolution.kernel(),
        convolution.window().stride(),
        convolution.window().dilation(),
        convolution.groups(),
        1 / (frameSeconds * sight.step),
        parameters,
        Math.max(sight.before, sight.after) * frameSeconds);
  }
}
