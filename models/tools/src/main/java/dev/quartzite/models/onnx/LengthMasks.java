package dev.quartzite.models.onnx;

import dev.quartzite.models.onnx.TimeAxes.Resolution;
import dev.quartzite.models.onnx.TimeAxes.Track;
import dev.quartzite.models.onnx.proto.TensorProto.DataType;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Adds the nodes that tell valid frames from padding, once for each number of frames, out of the
 * input {@code length}.
 */
final class LengthMasks {
  /** Name of the input: valid spectrogram frames of each recording, int64 {@code [batch]}. */
  static final String LENGTH = "length";

  /**
   * Added to what goes into a rectifier in a padded frame, so that 0 comes out: further below zero
   * than any activation of a trained network is above, and within float16.
   */
  private static final float FAR_BELOW = -0x1p15f;

  private final GraphBuilder out;
  private final TimeAxes axes;

  /** Lengths {@code [batch]} and the number of frames (scalar) of a resolution. */
  private record Counts(String lengths, String frames) {}

  private final Map<Integer, Counts> counts = new HashMap<>();
  private final Map<Integer, String> valid = new HashMap<>();
  private final Map<Integer, String> factors = new HashMap<>();
  private final Map<Track, String> addends = new HashMap<>();

  LengthMasks(GraphBuilder out, TimeAxes axes, String audio) {
    this.out = out;
    this.axes = axes;
    out.input(Shapes.declare(LENGTH, DataType.INT64_VALUE, TimeAxes.BATCH));
    String shape = out.node("Shape", List.of(audio));
    String frames = out.node("Gather", List.of(shape, out.scalar(2)));
    counts.put(0, new Counts(LENGTH, frames));
  }

  /** A factor {@code [batch × 1 × 1 × frames]}: 1 for a valid frame, 0 for padding. */
  String factor(int resolution) {
    return factors.computeIfAbsent(
        resolution,
        index ->
            out.node(
                "Cast", List.of(valid(index)), Attributes.of("to", (long) DataType.FLOAT_VALUE)));
  }

  /** Which frames are valid, bool {@code [batch × 1 × 1 × frames]}. */
  private String valid(int resolution) {
    String known = valid.get(resolution);
    if (known == null) {
      Counts here = counts(resolution);
      String places = out.node("Range", List.of(out.scalar(0), here.frames, out.scalar(1)));
      String lengths = out.node("Unsqueeze", List.of(here.lengths, out.vector(1)));
      String below = out.node("Less", List.of(places, lengths));
      known = out.node("Unsqueeze", List.of(below, out.vector(1, 2)));
      valid.put(resolution, known);
    }
    return known;
  }

  private Counts counts(int index) {
    Counts known = counts.get(index);
    if (known == null) {
      Resolution resolution = axes.resolution(index);
      Counts parent = counts(resolution.parent());
      known = new Counts(count(parent.lengths, resolution), count(parent.frames, resolution));
      counts.put(index, known);
    }
    return known;
  }

  private String count(String parent, Resolution resolution) {
    String sum = out.node("Add", List.of(parent, out.scalar(resolution.added())));
    return resolution.stride() == 1
        ? sum
        : out.node("Div", List.of(sum, out.scalar(resolution.stride())));
  }

  /**
   * An addend {@code [batch × channels × 1 × frames]} before a rectifier: 0 for a valid frame, far
   * below 0 for padding. A convolution of height and length 1 spreads it over the channels, since
   * ONNX Runtime adds what has the form of a convolution's output within the convolution before.
   */
  String addend(Track track) {
    return addends.computeIfAbsent(track, this::addAddend);
  }

  private String addAddend(Track track) {
    String zero = out.constant("zero", new float[] {0}, List.of());
    String farBelow = out.constant("far_below", new float[] {FAR_BELOW}, List.of());
    String addend = out.node("Where", List.of(valid(track.resolution()), zero, farBelow));
    float[] ones = new float[Math.toIntExact(track.channels())];
    Arrays.fill(ones, 1);
    String spread = out.constant("ones", ones, List.of(track.channels(), 1L, 1L, 1L));
    String wide =
        out.node(
            "Conv",
            List.of(addend, spread),
            Attributes.of("kernel_shape", Collections.nCopies(2, 1L)));
    out.declare(TimeAxes.declare(wide, track));
    return wide;
  }
}
