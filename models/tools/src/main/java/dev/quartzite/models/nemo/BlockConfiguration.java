package dev.quartzite.models.nemo;

/**
 * A block of a Jasper or QuartzNet encoder: the same convolution some times over, and residuals
 * that are added before its last activation.
 *
 * @param filters output channels
 * @param repeat how often it convolves
 * @param window how each convolution moves
 * @param groups of a convolution over channels; their channels are shuffled where there are several
 * @param heads weights that the channels of a convolution over time share in turn; 0 for each its
 *     own
 * @param separable whether a convolution is one of each channel over time, then one over channels
 * @param residual what is added
 */
record BlockConfiguration(
    int filters,
    int repeat,
    Window window,
    int groups,
    int heads,
    boolean separable,
    Residual residual) {

  /**
   * How a convolution moves over time, in frames.
   *
   * @param kernel length
   * @param stride input frames to an output frame
   * @param dilation distance between the frames under the kernel
   * @param strideLast whether only the last repeat strides
   * @param futureContext frames that it looks ahead, or −1 for half of the kernel
   */
  record Window(int kernel, int stride, int dilation, boolean strideLast, int futureContext) {

    /** Zeros before the first frame and behind the last. */
    long[] padding() {
      long reach = (long) dilation * (kernel - 1);
      if (futureContext < 0 || kernel <= futureContext) {
        return new long[] {reach / 2, reach / 2};
      }
      long ahead = (long) dilation * futureContext;
      // As NeMo counts; with a dilation that is more than the kernel's reach, which its output
      // shows.
      return new long[] {(long) dilation * kernel - 1 - ahead, ahead};
    }
  }

  /**
   * What is added to a block's convolutions.
   *
   * @param present whether there is anything
   * @param dense whether all blocks so far are added, each by a convolution of its own
   * @param maximum whether the larger of both is taken instead of the sum
   * @param strided whether its convolutions stride as the block does
   */
  record Residual(boolean present, boolean dense, boolean maximum, boolean strided) {}

  /**
   * Reads a block.
   *
   * @param mode how residuals are combined, if the block does not say
   */
  static BlockConfiguration of(Section block, String mode) {
    if (block.flag("se", false)) {
      throw new NemoException(
          "the setting '%s'".formatted(block.place("se")),
          "asks for squeeze-and-excitation, which looks at the whole recording and is not supported");
    }
    return new BlockConfiguration(
        block.requireInteger("filters"),
        block.integer("repeat", 1),
        window(block),
        block.integer("groups", 1),
        Math.max(0, block.integer("heads", -1)),
        block.flag("separable", false),
        new Residual(
            block.flag("residual", false),
            block.flag("residual_dense", false),
            !mode.equals("add") && !mode.equals("stride_add"),
            mode.equals("stride_add")));
  }

  /** The name of the way residuals are combined, which a block keeps from those before it. */
  static String mode(Section block, String before) {
    return block.text("residual_mode").orElse(before);
  }

  private static Window window(Section block) {
    int asked = block.onlyInteger("kernel", 1);
    int kernel = Math.max((int) (asked * block.number("kernel_size_factor", 1)), 1);
    int stride = block.onlyInteger("stride", 1);
    int dilation = block.onlyInteger("dilation", 1);
    if (stride < 1 || dilation < 1 || (stride > 1 && dilation > 1)) {
      throw new NemoException(
          "the setting '%s'".formatted(block.place("stride")),
          "is %d with a dilation of %d; both are at least 1 and one of them is 1"
              .formatted(stride, dilation));
    }
    return new Window(
        kernel % 2 == 0 ? kernel + 1 : kernel,
        stride,
        dilation,
        block.flag("stride_last", false),
        block.integer("future_context", -1));
  }
}
