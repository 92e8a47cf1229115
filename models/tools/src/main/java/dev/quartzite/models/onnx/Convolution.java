package dev.quartzite.models.onnx;

import dev.quartzite.models.onnx.proto.NodeProto;
import dev.quartzite.models.onnx.proto.TensorProto;
import java.util.Collections;
import java.util.List;

/**
 * A convolution over time: a node {@code Conv} of one axis, or of two where the first is only one
 * high.
 *
 * @param node the node
 * @param shape of the weights: output channels, input channels of a group, kernel (the last)
 * @param window how the kernel moves
 */
record Convolution(NodeProto node, List<Long> shape, Window window) {

  /**
   * How a kernel moves over time, in frames.
   *
   * @param stride input frames to an output frame
   * @param dilation distance between the frames under the kernel
   * @param padBegin zeros before the first frame
   * @param padEnd zeros behind the last frame
   */
  record Window(long stride, long dilation, long padBegin, long padEnd) {}

  /**
   * Reads a node.
   *
   * @throws GraphException if its weights are no constants, it convolves other axes than time, or
   *     pads by the number of frames
   */
  static Convolution of(NodeProto node, ModelGraph graph) {
    List<Long> shape =
        graph
            .constant(node.getInput(1))
            .map(TensorProto::getDimsList)
            .filter(dims -> dims.size() == 3 || (dims.size() == 4 && dims.get(2) == 1))
            .orElseThrow(
                () ->
                    new GraphException(
                        ModelGraph.describe(node),
                        "has no weights of shape [out × in × kernel] or [out × in × 1 × kernel]"));
    return new Convolution(node, shape, window(node, shape));
  }

  private static Window window(NodeProto node, List<Long> shape) {
    int axes = shape.size() - 2;
    long stride = last(Attributes.integers(node, "strides", List.of(1L)));
    long dilation = last(Attributes.integers(node, "dilations", List.of(1L)));
    long reach = dilation * (last(shape) - 1);
    String autoPad = Attributes.text(node, "auto_pad", "NOTSET");
    if (autoPad.equals("VALID")) {
      return new Window(stride, dilation, 0, 0);
    }
    if (autoPad.startsWith("SAME_") && stride == 1) {
      long less = reach / 2;
      return autoPad.equals("SAME_UPPER")
          ? new Window(stride, dilation, less, reach - less)
          : new Window(stride, dilation, reach - less, less);
    }
    List<Long> pads = Attributes.integers(node, "pads", Collections.nCopies(2 * axes, 0L));
    boolean otherAxis = axes == 2 && (pads.get(0) != 0 || pads.get(2) != 0);
    if (!autoPad.equals("NOTSET") || otherAxis) {
      throw new GraphException(
          ModelGraph.describe(node),
          "pads by the number of frames or another axis than time (auto_pad %s, pads %s)"
              .formatted(autoPad, pads));
    }
    return new Window(stride, dilation, pads.get(axes - 1), last(pads));
  }

  private static long last(List<Long> values) {
    return values.get(values.size() - 1);
  }

  /** Output channels. */
  long channels() {
    return shape.get(0);
  }

  /** Input channels. */
  long inputChannels() {
    return shape.get(1) * groups();
  }

  long kernel() {
    return last(shape);
  }

  long groups() {
    return Attributes.integer(node, "group", 1);
  }

  /** Whether a frame sees its neighbours. */
  boolean mixesTime() {
    return kernel() > 1;
  }

  /** Whether every channel is convolved by itself. */
  boolean isDepthwise() {
    return groups() > 1 && shape.get(1) == 1;
  }

  /**
   * What is added to a number of frames before it is divided by the stride, rounding down, to give
   * the number of frames that come out.
   */
  long addedFrames() {
    return window.padBegin + window.padEnd - window.dilation * (kernel() - 1) - 1 + window.stride;
  }
}
