package dev.quartzite.models.nemo;

import dev.quartzite.models.nemo.BlockConfiguration.Window;
import dev.quartzite.models.onnx.GraphBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds a Jasper or QuartzNet encoder (Li et al. 2019, arXiv 1904.03288; Kriman et al. 2019, arXiv
 * 1910.10261) layer by layer as NeMo's {@code JasperBlock} computes it in inference: nothing is
 * folded, so the result is also what a faster form can be checked against. Layers are found in the
 * checkpoint by their place: {@code encoder.encoder.BLOCK.mconv.PLACE}.
 */
final class EncoderGraph {
  private static final Window POINT = new Window(1, 1, 1, false, -1);

  private final GraphBuilder graph;
  private final LayerGraph layers;
  private final ActivationFunction activation;

  EncoderGraph(GraphBuilder graph, Weights weights, String activation) {
    this.graph = graph;
    this.layers = new LayerGraph(graph, weights);
    this.activation = ActivationFunction.of(activation);
  }

  /**
   * Adds all blocks.
   *
   * @param audio the input {@code [batch × channels × frames]}
   */
  LayerOutput add(List<BlockConfiguration> blocks, LayerOutput audio) {
    List<LayerOutput> earlier = List.of(audio);
    int panes = 0;
    for (int i = 0; i < blocks.size(); i++) {
      BlockConfiguration block = blocks.get(i);
      panes += block.residual().dense() ? 1 : 0;
      LayerOutput made =
          add(block, "encoder.encoder." + i, earlier, block.residual().dense() ? panes : 1);
      List<LayerOutput> visible = new ArrayList<>();
      if (block.residual().present() && block.residual().dense()) {
        visible.addAll(earlier);
      }
      visible.add(made);
      earlier = visible;
    }
    return earlier.get(earlier.size() - 1);
  }

  private LayerOutput add(
      BlockConfiguration block, String name, List<LayerOutput> earlier, int panes) {
    LayerOutput made = convolutions(block, name + ".mconv.", earlier.get(earlier.size() - 1));
    if (block.residual().present()) {
      made = withResiduals(block, name + ".res.", made, earlier, panes);
    }
    return activation.add(graph, made);
  }

  private LayerOutput convolutions(BlockConfiguration block, String name, LayerOutput input) {
    LayerOutput made = input;
    int place = 0;
    for (int repeat = 1; repeat <= block.repeat(); repeat++) {
      boolean last = repeat == block.repeat();
      Window window = last || !block.window().strideLast() ? block.window() : unstrided(block);
      if (block.separable()) {
        made = layers.depthwise(name + place++, made, window, block.heads());
        made = layers.convolution(name + place, made, POINT, block.groups());
      } else {
        made = layers.convolution(name + place, made, window, block.groups());
      }
      place++;
      requireChannels(made, block.filters(), name);
      made = layers.normalization(name + place++, made);
      if (block.groups() > 1) {
        made = layers.shuffle(made, block.groups());
        place++;
      }
      if (!last) {
        made = activation.add(graph, made);
        place += 2; // The activation and a dropout.
      }
    }
    return made;
  }

  private static Window unstrided(BlockConfiguration block) {
    Window window = block.window();
    return new Window(window.kernel(), 1, window.dilation(), false, window.futureContext());
  }

  private LayerOutput withResiduals(
      BlockConfiguration block,
      String name,
      LayerOutput made,
      List<LayerOutput> earlier,
      int panes) {
    if (panes > earlier.size()) {
      throw new NemoException(
          "the block '%s'".formatted(name),
          "adds the outputs of %d blocks where %d can be seen".formatted(panes, earlier.size()));
    }
    int stride = block.residual().strided() ? block.window().stride() : 1;
    Window window = new Window(1, stride, 1, false, -1);
    LayerOutput sum = made;
    for (int pane = 0; pane < panes; pane++) {
      LayerOutput residual = layers.convolution(name + pane + ".0", earlier.get(pane), window, 1);
      requireChannels(residual, block.filters(), name);
      residual = layers.normalization(name + pane + ".1", residual);
      String operator = block.residual().maximum() ? "Max" : "Add";
      sum =
          new LayerOutput(
              graph.node(operator, List.of(sum.tensor(), residual.tensor())), sum.channels());
    }
    return sum;
  }

  private static void requireChannels(LayerOutput made, int filters, String name) {
    if (made.channels() != filters) {
      throw new NemoException(
          "the block '%s'".formatted(name),
          "has %d channels in the checkpoint and %d in the configuration"
              .formatted(made.channels(), filters));
    }
  }
}
