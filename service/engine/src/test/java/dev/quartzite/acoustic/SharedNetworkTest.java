package dev.quartzite.acoustic;

import dev.quartzite.ProjectModels;
import java.time.Duration;

/** The contract, kept by a network that many share. */
class SharedNetworkTest extends AcousticModelContract {
  @Override
  protected AcousticModel create() {
    return new BatchingAcousticModel(
        OnnxAcousticModel.load(
            ProjectModels.embedded().resolve("model.onnx"),
            new ModelShape(64, 29, 2, 0.02),
            RuntimeOptions.defaults()),
        new BatchingOptions(2, 4, 100_000, 64, Duration.ofMinutes(1)));
  }
}
