package dev.quartzite.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.quartzite.models.onnx.proto.ModelProto;
import dev.quartzite.models.onnx.proto.TensorProto;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NetworkCheckTest {
  private static final OutputForm FORM = new OutputForm(TestNetwork.TOKENS, 2, false, false);
  private static final NetworkCheck CHECK = new NetworkCheck(TestNetwork.BANDS, FORM, FORM);

  private final ModelProto original = new TestNetwork(17).build();
  private final ModelProto rewritten = NetworkRewriter.rewrite(original).model();

  @Test
  void theSameNetworkPasses() {
    CheckReport report = CHECK.compare(original, Optional.empty(), rewritten);
    assertThat(report.difference()).isLessThan(CheckReport.LIMIT);
    assertThat(report.differenceAsRun()).isLessThan(CheckReport.AS_RUN_LIMIT);
    assertThat(report.batchDifference()).isLessThan(CheckReport.BATCH_LIMIT);
    assertThat(report.speedBefore()).isPositive();
    assertThat(report.speedAfter()).isPositive();
  }

  @Test
  void otherWeightsAreFound() {
    ModelProto other = withBias(rewritten, 1e-3f);
    assertThatExceptionOfType(GraphException.class)
        .isThrownBy(() -> CHECK.compare(original, Optional.empty(), other))
        .withMessageContaining("is not right: rewriting changes log-probabilities by")
        .withMessageContaining("the limit is 1e-04");
  }

  @Test
  void notANumberIsFound() {
    ModelProto other = withBias(rewritten, Float.NaN);
    assertThatExceptionOfType(GraphException.class)
        .isThrownBy(() -> CHECK.compare(original, Optional.empty(), other))
        .withMessageContaining("by NaN");
  }

  @Test
  void dependenceOnTheBatchIsFound() {
    assertThatExceptionOfType(GraphException.class)
        .isThrownBy(() -> CHECK.compare(original, Optional.empty(), original))
        .withMessageContaining("is not right: log-probabilities depend on the batch by")
        .withMessageContaining("the limit is 1e-03");
  }

  /** Adds to the bias of the last layer, so that one token gains on the others. */
  private static ModelProto withBias(ModelProto model, float addend) {
    ModelProto.Builder changed = model.toBuilder();
    for (TensorProto.Builder tensor : changed.getGraphBuilder().getInitializerBuilderList()) {
      if (tensor.getDimsCount() == 1 && tensor.getDims(0) == TestNetwork.TOKENS) {
        float[] values = Tensors.floats(tensor.build());
        values[0] += addend;
        tensor.mergeFrom(
            Tensors.of("", values, tensor.getDimsList()).toBuilder()
                .clearName()
                .clearDims()
                .build());
      }
    }
    return changed.build();
  }
}
