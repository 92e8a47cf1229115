package dev.quartzite.models.onnx;

import dev.quartzite.models.onnx.proto.NodeProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How long each layer of a network takes, by ONNX Runtime's own profile of it on one thread. The
 * runtime joins nodes as it likes and names the result after one of them or its output; the time of
 * such a kernel is counted to the convolution in it, and what belongs to no convolution is the
 * rest.
 *
 * @param seconds of each convolution for a second of audio, by the name of its node
 * @param restSeconds of everything else for a second of audio
 */
public record LayerTimes(Map<String, Double> seconds, double restSeconds) {
  private static final int FRAMES = 1000;
  private static final int RUNS = 8;

  public LayerTimes {
    seconds = Map.copyOf(seconds);
  }

  /**
   * Measures a network.
   *
   * @param frameSeconds distance between spectrogram frames
   * @throws GraphException if it cannot run
   */
  public static LayerTimes measure(StoredNetwork network, double frameSeconds) throws IOException {
    ModelGraph graph = new ModelGraph(network.outline());
    SpectrogramBatch batch =
        SpectrogramBatch.of(CheckSignal.voice(FRAMES, Interface.melBands(graph)));
    Path folder = Files.createTempDirectory("quartzite-profile");
    try {
      Path profile;
      try (NetworkRunner runner = NetworkRunner.profile(network, folder.resolve("profile"))) {
        for (int run = 0; run < RUNS; run++) {
          runner.run(batch);
        }
        profile = runner.endProfile();
      }
      JsonNode events = JsonMapper.shared().readTree(profile);
      Files.delete(profile);
      return new Kernels(graph).times(events, RUNS * FRAMES * frameSeconds);
    } finally {
      Files.delete(folder);
    }
  }

  /** The kernels of a profile, and which convolution each of them is. */
  private static final class Kernels {
    private final ModelGraph graph;
    private final Map<String, NodeProto> byName = new HashMap<>();

    Kernels(ModelGraph graph) {
      this.graph = graph;
      for (NodeProto node : graph.nodes()) {
        node.getOutputList().forEach(output -> byName.putIfAbsent(output, node));
      }
      graph.nodes().forEach(node -> byName.put(node.getName(), node));
    }

    LayerTimes times(JsonNode events, double audioSeconds) {
      Map<String, Double> seconds = new HashMap<>();
      double rest = 0;
      for (JsonNode event : events) {
        if (event.path("name").asString("").endsWith("_kernel_time")) {
          double taken = event.path("dur").asDouble() / 1e6 / audioSeconds;
          Optional<String> convolution = convolution(event);
          if (convolution.isPresent()) {
            seconds.merge(convolution.get(), taken, Double::sum);
          } else {
            rest += taken;
          }
        }
      }
      return new LayerTimes(seconds, rest);
    }

    private Optional<String> convolution(JsonNode event) {
      if (!event.path("args").path("op_name").asString("").endsWith("Conv")) {
        return Optional.empty();
      }
      String kernel = event.path("name").asString("").replace("_kernel_time", "");
      String known = kernel.replace("fused ", "");
      while (!byName.containsKey(known) && known.contains("_")) {
        known = known.substring(0, known.lastIndexOf('_'));
      }
      return Optional.ofNullable(byName.get(known)).flatMap(this::convolutionBefore);
    }

    /** A convolution whose output goes through activations and sums to this node. */
    private Optional<String> convolutionBefore(NodeProto node) {
      Deque<NodeProto> waiting = new ArrayDeque<>(Set.of(node));
      Set<NodeProto> seen = new HashSet<>();
      while (!waiting.isEmpty()) {
        NodeProto next = waiting.remove();
        if (Operators.isConvolution(next)) {
          return Optional.of(next.getName());
        }
        if (seen.add(next)) {
          next.getInputList().forEach(input -> graph.producer(input).ifPresent(waiting::add));
        }
      }
      return Optional.empty();
    }
  }
}
