package dev.quartzite.models.inspect;

import dev.quartzite.ModelDirectory;
import dev.quartzite.ModelManifest;
import dev.quartzite.features.FrontEnd;
import dev.quartzite.models.onnx.LayerTimes;
import dev.quartzite.models.onnx.NetworkLayer;
import dev.quartzite.models.onnx.NetworkLayers;
import dev.quartzite.models.onnx.StoredNetwork;
import java.io.IOException;
import java.util.List;

/**
 * What a model is made of and what it costs. Seconds and multiply-adds are for a second of audio,
 * times on one thread of the processor that it was inspected on.
 *
 * @param name of the model
 * @param architecture for people
 * @param parameters trained values
 * @param tokens with the blank
 * @param multiplyAdds of all layers together
 * @param receptiveFieldSeconds how far to either side an emission depends on audio
 * @param emissionSeconds distance between emissions
 * @param seconds of computing, all together
 * @param restSeconds of these, what belongs to no layer
 * @param layers the convolutions in order
 */
public record Inspection(
    String name,
    String architecture,
    long parameters,
    int tokens,
    double multiplyAdds,
    double receptiveFieldSeconds,
    double emissionSeconds,
    double seconds,
    double restSeconds,
    List<Layer> layers) {

  /**
   * A convolution.
   *
   * @param kind depthwise, pointwise or convolution
   * @param framesPerSecond that come out
   * @param seconds of computing
   */
  public record Layer(
      String name,
      String kind,
      long inputs,
      long outputs,
      long kernel,
      long stride,
      long dilation,
      long groups,
      double framesPerSecond,
      long parameters,
      double multiplyAdds,
      double receptiveFieldSeconds,
      double seconds) {

    static Layer of(NetworkLayer layer, LayerTimes times) {
      return new Layer(
          layer.name(),
          layer.kind(),
          layer.inputs(),
          layer.outputs(),
          layer.kernel(),
          layer.stride(),
          layer.dilation(),
          layer.groups(),
          layer.framesPerSecond(),
          layer.parameters(),
          layer.multiplyAdds(),
          layer.reachSeconds(),
          times.seconds().getOrDefault(layer.name(), 0.0));
    }

    /** The shape of what comes out for a second of audio. */
    String shape() {
      return "%d × %.0f".formatted(outputs, framesPerSecond);
    }
  }

  public Inspection {
    layers = List.copyOf(layers);
  }

  /**
   * Inspects a model; takes some seconds for running it.
   *
   * @throws dev.quartzite.models.onnx.GraphException if it cannot run or is no network of
   *     convolutions
   */
  public static Inspection of(ModelDirectory directory) throws IOException {
    ModelManifest manifest = directory.manifest();
    FrontEnd frontEnd = manifest.frontEnd();
    double frame = (double) frontEnd.hopSamples() / frontEnd.sampleRate();
    StoredNetwork network = StoredNetwork.open(directory.weights());
    LayerTimes times = LayerTimes.measure(network, frame);
    List<Layer> layers =
        NetworkLayers.of(network, frame).stream().map(layer -> Layer.of(layer, times)).toList();
    double seconds =
        times.seconds().values().stream().mapToDouble(t -> t).sum() + times.restSeconds();
    return new Inspection(
        manifest.name(),
        manifest.provenance().architecture(),
        manifest.provenance().parameters(),
        manifest.alphabet().size(),
        layers.stream().mapToDouble(Layer::multiplyAdds).sum(),
        layers.stream().mapToDouble(Layer::receptiveFieldSeconds).max().orElse(0),
        manifest.shape().frameSeconds(),
        seconds,
        seconds - layers.stream().mapToDouble(Layer::seconds).sum(),
        layers);
  }
}
