package dev.quartzite.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.quartzite.models.onnx.proto.ModelProto;
import dev.quartzite.models.onnx.proto.TensorProto;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkCheckTest {
  private static final OutputForm FORM = new OutputForm(TestNetwork.TOKENS, 2, false, false);
  private static final NetworkCheck CHECK = new NetworkCheck(TestNetwork.BANDS, FORM, FORM);

  @TempDir Path folder;
  private StoredNetwork original;
  private StoredNetwork rewritten;

  @BeforeEach
  void rewrite() throws IOException {
    original = StoredNetwork.store(new TestNetwork(17).build(), folder.resolve("original.onnx"));
    rewritten = new NetworkRewriter(folder).rewrite(original).network();
  }

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
  void otherWeightsAreFound() throws IOException {
    StoredNetwork other = withBias(rewritten, 1e-3f);
    assertThatExceptionOfType(GraphException.class)
        .isThrownBy(() -> CHECK.compare(original, Optional.empty(), other))
        .withMessageContaining("is not right: rewriting changes log-probabilities by")
        .withMessageContaining("the limit is 1e-04");
  }

  @Test
  void notANumberIsFound() throws IOException {
    StoredNetwork other = withBias(rewritten, Float.NaN);
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

  @ParameterizedTest
  @ValueSource(floats = {30_000, 1_000_000})
  void whereRoundingGrowsFromLayerToLayerTheLimitIsWhatRoundingDoes(float factor)
      throws IOException {
    CheckReport report =
        CHECK.compare(sensitive(original, factor), Optional.empty(), sensitive(rewritten, factor));
    assertThat(report.difference())
        .isGreaterThan(CheckReport.LIMIT)
        .isLessThanOrEqualTo(2 * report.ownDifference());
  }

  @Test
  void moreThanRoundingDoesIsFoundThereToo() throws IOException {
    StoredNetwork other = withBias(sensitive(rewritten, 1_000_000), 10);
    assertThatExceptionOfType(GraphException.class)
        .isThrownBy(() -> CHECK.compare(sensitive(original, 1_000_000), Optional.empty(), other))
        .withMessageContaining("is not right: rewriting changes log-probabilities by 1.0e+01");
  }

  /** The network with scores so far apart that the last bits of its activations are seen. */
  private StoredNetwork sensitive(StoredNetwork network, float factor) throws IOException {
    ModelProto.Builder changed = network.read().toBuilder();
    for (TensorProto.Builder tensor : changed.getGraphBuilder().getInitializerBuilderList()) {
      if (tensor.getDimsCount() > 2 && tensor.getDims(0) == TestNetwork.TOKENS) {
        float[] values = Tensors.floats(tensor.build());
        for (int i = 0; i < values.length; i++) {
          values[i] *= factor;
        }
        tensor.setRawData(Tensors.of("", values, tensor.getDimsList()).getRawData());
      }
    }
    return StoredNetwork.store(
        changed.build(), folder.resolve("sensitive-" + network.file().getFileName()));
  }

  /** Adds to the bias of the last layer, so that one token gains on the others. */
  private StoredNetwork withBias(StoredNetwork network, float addend) throws IOException {
    ModelProto.Builder changed = network.read().toBuilder();
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
    return StoredNetwork.store(changed.build(), folder.resolve("other.onnx"));
  }
}
