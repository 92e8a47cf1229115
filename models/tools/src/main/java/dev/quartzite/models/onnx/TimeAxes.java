package dev.quartzite.models.onnx;

import dev.quartzite.models.onnx.proto.NodeProto;
import dev.quartzite.models.onnx.proto.TensorProto.DataType;
import dev.quartzite.models.onnx.proto.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The time axis of each tensor of a network of convolutions: how its number of frames follows from
 * that of the spectrogram. Tensors of one resolution have the same number.
 */
final class TimeAxes {
  /** Name of the number of recordings in declared shapes. */
  static final String BATCH = "batch";

  /** Name of the number of spectrogram frames in declared shapes. */
  static final String FRAMES = "frames";

  private static final int WIDE_AXES = 4;

  /**
   * A number of frames: (that of {@code parent} + {@code added}) / {@code stride}, rounded down.
   * The first, 0, is the spectrogram's and its own parent.
   */
  record Resolution(int parent, long added, long stride) {}

  /**
   * A tensor with a time axis.
   *
   * @param resolution index of its number of frames
   * @param channels number of channels
   * @param wide whether it is known to be {@code [batch × channels × 1 × frames]}, since a
   *     convolution of that form made it
   */
  record Track(int resolution, long channels, boolean wide) {}

  private final ModelGraph graph;
  private final List<Resolution> resolutions = new ArrayList<>();
  private final Map<String, Track> tracks = new HashMap<>();

  /**
   * Follows the time axis through a network.
   *
   * @param audio the input {@code [batch × mel bands × frames]}
   * @throws GraphException if a convolution's input has no known time axis, or tensors of different
   *     numbers of frames are combined
   */
  TimeAxes(ModelGraph graph, ValueInfoProto audio) {
    this.graph = graph;
    resolutions.add(new Resolution(0, 0, 1));
    tracks.put(audio.getName(), new Track(0, Shapes.dimensions(audio).get(1).getDimValue(), false));
    graph.nodes().forEach(this::follow);
  }

  private void follow(NodeProto node) {
    if (Operators.isConvolution(node)) {
      tracks.put(node.getOutput(0), convolved(Convolution.of(node, graph)));
    } else if (Operators.isElementwise(node)) {
      combined(node).ifPresent(track -> tracks.put(node.getOutput(0), track));
    } else if (node.getOpType().equals("Unsqueeze") || node.getOpType().equals("Squeeze")) {
      track(node.getInput(0))
          .map(track -> new Track(track.resolution, track.channels, false))
          .ifPresent(track -> tracks.put(node.getOutput(0), track));
    }
  }

  private Track convolved(Convolution convolution) {
    NodeProto node = convolution.node();
    Track input =
        track(node.getInput(0))
            .orElseThrow(
                () ->
                    new GraphException(
                        ModelGraph.describe(node),
                        "convolves '%s', whose time axis cannot be followed from the input"
                            .formatted(node.getInput(0))));
    int resolution = input.resolution;
    long stride = convolution.window().stride();
    if (stride != 1 || convolution.addedFrames() != 0) {
      Resolution other = new Resolution(resolution, convolution.addedFrames(), stride);
      if (!resolutions.contains(other)) {
        resolutions.add(other);
      }
      resolution = resolutions.indexOf(other);
    }
    return new Track(resolution, convolution.channels(), convolution.shape().size() == WIDE_AXES);
  }

  private Optional<Track> combined(NodeProto node) {
    List<Track> inputs =
        node.getInputList().stream().map(this::track).flatMap(Optional::stream).toList();
    if (inputs.stream().map(Track::resolution).distinct().count() > 1) {
      throw new GraphException(
          ModelGraph.describe(node), "combines tensors of different numbers of frames");
    }
    return inputs.stream().findFirst();
  }

  /** The time axis of a tensor; none if it has none or it is not the last. */
  Optional<Track> track(String tensor) {
    return Optional.ofNullable(tracks.get(tensor));
  }

  /** How the number of frames with this index follows from another. */
  Resolution resolution(int index) {
    return resolutions.get(index);
  }

  /** Name of the number of frames with this index in declared shapes. */
  static String frames(int resolution) {
    return resolution == 0 ? FRAMES : FRAMES + "_" + resolution;
  }

  /** Declares a wide tensor by its time axis. */
  static ValueInfoProto declare(String tensor, Track track) {
    return Shapes.declare(
        tensor, DataType.FLOAT_VALUE, BATCH, track.channels, 1, frames(track.resolution));
  }
}
