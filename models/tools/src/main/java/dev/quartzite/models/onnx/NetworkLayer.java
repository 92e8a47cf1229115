package dev.quartzite.models.onnx;

/**
 * A convolution of a network.
 *
 * @param name of its node
 * @param inputs channels that go in
 * @param outputs channels that come out
 * @param kernel frames under it
 * @param stride input frames to an output frame
 * @param dilation distance between the frames under it
 * @param groups that the channels are divided into, and convolved each by itself
 * @param framesPerSecond frames that come out for a second of audio
 * @param parameters weights and biases, as they are stored
 * @param reachSeconds how far to either side its output depends on audio
 */
public record NetworkLayer(
    String name,
    long inputs,
    long outputs,
    long kernel,
    long stride,
    long dilation,
    long groups,
    double framesPerSecond,
    long parameters,
    double reachSeconds) {

  /** What it is, for people. */
  public String kind() {
    if (groups > 1 && groups == inputs) {
      return "depthwise";
    }
    return kernel == 1 ? "pointwise" : "convolution";
  }

  /** Multiplications with an addition for a second of audio. */
  public double multiplyAdds() {
    return (double) outputs * inputs / groups * kernel * framesPerSecond;
  }
}
