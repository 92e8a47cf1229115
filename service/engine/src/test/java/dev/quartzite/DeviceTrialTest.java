package dev.quartzite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartzite.acoustic.AcousticModel;
import dev.quartzite.acoustic.Emissions;
import dev.quartzite.acoustic.OnnxAcousticModel;
import dev.quartzite.acoustic.RuntimeOptions;
import dev.quartzite.features.LogMelSpectrogram;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DeviceTrialTest {
  private final ModelDirectory directory = ModelDirectory.open(ProjectModels.embedded());

  /** A device that hears nothing in all but the first recordings. */
  private record Deaf(AcousticModel model, AtomicInteger hearing) implements AcousticModel {
    @Override
    public List<Emissions> infer(List<LogMelSpectrogram> batch) {
      List<Emissions> emissions = model.infer(batch);
      return hearing.getAndDecrement() > 0
          ? emissions
          : emissions.stream().map(heard -> heard.silenced(28)).toList();
    }

    @Override
    public void close() {}
  }

  @Test
  void tellsHowManyTextsAreEqualAndHowFarProbabilitiesDiffer() {
    try (AcousticModel model =
        OnnxAcousticModel.load(
            directory.weights(), directory.manifest().shape(), RuntimeOptions.defaults())) {
      assertThat(DeviceTrial.of(directory, model, model)).isEqualTo(new DeviceTrial(8, 8, 0));

      DeviceTrial deaf = DeviceTrial.of(directory, new Deaf(model, new AtomicInteger(3)), model);
      assertThat(deaf.equalTexts()).isEqualTo(3);
      assertThat(deaf.difference()).isGreaterThan(1);
      assertThat(deaf.toString()).startsWith("3 of 8 texts as on the processor");
    }
  }
}
