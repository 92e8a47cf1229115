package dev.quartzite.models.nemo;

import dev.quartzite.models.onnx.GraphBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The activation functions of NeMo's encoders. */
enum ActivationFunction {
  RELU {
    @Override
    String add(GraphBuilder graph, String input) {
      return graph.node("Relu", List.of(input));
    }
  },
  /** Between −1 and 1. */
  HARDTANH {
    @Override
    String add(GraphBuilder graph, String input) {
      return graph.node("Clip", List.of(input, scalar(graph, -1), scalar(graph, 1)));
    }
  },
  /** Klambauer et al. 2017, arXiv 1706.02515. */
  SELU {
    @Override
    String add(GraphBuilder graph, String input) {
      return graph.node("Selu", List.of(input));
    }
  },
  /** x / (1 + e⁻ˣ). */
  SWISH {
    @Override
    String add(GraphBuilder graph, String input) {
      return graph.node("Mul", List.of(input, graph.node("Sigmoid", List.of(input))));
    }
  },
  /** The same under another name. */
  SILU {
    @Override
    String add(GraphBuilder graph, String input) {
      return SWISH.add(graph, input);
    }
  },
  /** x · Φ(x), with Φ the normal distribution: x/2 · (1 + erf(x/√2)). */
  GELU {
    @Override
    String add(GraphBuilder graph, String input) {
      String scaled = graph.node("Mul", List.of(input, scalar(graph, (float) Math.sqrt(0.5))));
      String raised =
          graph.node("Add", List.of(graph.node("Erf", List.of(scaled)), scalar(graph, 1)));
      return graph.node(
          "Mul", List.of(graph.node("Mul", List.of(input, scalar(graph, 0.5f))), raised));
    }
  },
  IDENTITY {
    @Override
    String add(GraphBuilder graph, String input) {
      return input;
    }
  };

  /** Adds the function to a graph, and gives the name of its output. */
  abstract String add(GraphBuilder graph, String input);

  LayerOutput add(GraphBuilder graph, LayerOutput input) {
    return new LayerOutput(add(graph, input.tensor()), input.channels());
  }

  private static String scalar(GraphBuilder graph, float value) {
    return graph.constant("value", new float[] {value}, List.of());
  }

  /**
   * The function that a configuration names.
   *
   * @throws NemoException if there is none of this name
   */
  static ActivationFunction of(String name) {
    return Arrays.stream(values())
        .filter(function -> function.label().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new NemoException(
                    "the setting 'encoder.activation'",
                    "is '%s', expected is one of %s"
                        .formatted(
                            name,
                            Arrays.stream(values()).map(ActivationFunction::label).toList())));
  }

  private String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
