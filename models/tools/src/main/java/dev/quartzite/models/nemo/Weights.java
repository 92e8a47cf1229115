package dev.quartzite.models.nemo;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The trained tensors of a network by the names of its layers, and which of them a network has not
 * asked for. Not safe for use by several threads.
 */
final class Weights {
  private static final List<String> TRAINED = List.of("encoder.", "decoder.");
  private static final List<String> STATISTICS =
      List.of(".running_mean", ".running_var", ".num_batches_tracked");

  private final Checkpoint checkpoint;
  private final Set<String> read = new HashSet<>();

  Weights(Checkpoint checkpoint) {
    this.checkpoint = checkpoint;
  }

  /**
   * The kernel of a convolution.
   *
   * @param shape output channels, input channels of a group, length
   * @param values float32, little-endian, row-major
   */
  record Kernel(List<Long> shape, ByteBuffer values) {
    long inputs() {
      return shape.get(1);
    }

    long outputs() {
      return shape.get(0);
    }
  }

  /** Whether the checkpoint has a layer's tensor. */
  boolean has(String layer, String tensor) {
    return checkpoint.shape(layer + "." + tensor).isPresent();
  }

  /**
   * The kernel of a layer, which stands below {@code conv} where the layer has a mask.
   *
   * @throws NemoException if it is not there or has no three axes
   */
  Kernel kernel(String layer) {
    String name = layer + (has(layer, "conv.weight") ? ".conv.weight" : ".weight");
    Optional<List<Long>> shape = checkpoint.shape(name);
    if (shape.isEmpty()) {
      throw new NemoException(
          "the checkpoint",
          "has no weights '%s', which the configuration asks for".formatted(name));
    }
    if (shape.get().size() != 3) {
      throw new NemoException(
          "the tensor '%s'".formatted(name),
          "has shape %s, expected is [output channels × input channels × kernel]"
              .formatted(shape.get()));
    }
    return new Kernel(shape.get(), values(name));
  }

  /** The bias of a convolution, if it has one. */
  Optional<ByteBuffer> bias(String layer) {
    String name = layer + (has(layer, "conv.bias") ? ".conv.bias" : ".bias");
    return checkpoint.shape(name).map(shape -> values(name));
  }

  /**
   * A vector of a layer.
   *
   * @throws NemoException if it is not there or has another length
   */
  ByteBuffer vector(String layer, String tensor, long length) {
    String name = layer + "." + tensor;
    ByteBuffer values = values(name);
    int found = values.remaining() / Float.BYTES;
    if (found != length) {
      throw new NemoException(
          "the tensor '%s'".formatted(name),
          "has %d values, expected are %d".formatted(found, length));
    }
    return values;
  }

  private ByteBuffer values(String name) {
    read.add(name);
    return checkpoint.values(name);
  }

  /** How many values were trained. */
  long parameters() {
    return trained()
        .mapToLong(
            name -> checkpoint.shape(name).orElseThrow().stream().reduce(1L, (a, b) -> a * b))
        .sum();
  }

  private Stream<String> trained() {
    return checkpoint.names().stream()
        .filter(name -> TRAINED.stream().anyMatch(name::startsWith))
        .filter(name -> STATISTICS.stream().noneMatch(name::endsWith));
  }

  /**
   * Checks that nothing trained was left out.
   *
   * @throws NemoException naming what was
   */
  void requireAllRead() {
    String[] left = trained().filter(name -> !read.contains(name)).toArray(String[]::new);
    if (left.length > 0) {
      throw new NemoException(
          "the checkpoint",
          "has %d tensors that the configuration does not ask for, %s among them: the network has parts that are not supported"
              .formatted(left.length, Arrays.asList(left).subList(0, Math.min(3, left.length))));
    }
  }
}
