package dev.quartzite.service.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartzite.acoustic.Device;
import dev.quartzite.acoustic.ProviderSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

class QuartziteSettingsTest {
  @Test
  void hasDefaultsForEverything() {
    QuartziteSettings settings = SettingsOf.properties(Map.of());

    assertThat(settings.device()).isEqualTo(Device.CPU);
    assertThat(settings.threads()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(settings.models()).isEqualTo(new ModelSettings(null, null, Map.of(), null));
    assertThat(settings.limits().uploadSize()).isEqualTo(DataSize.ofMegabytes(100));
    assertThat(settings.limits().transcriptions()).isPositive();
  }

  @Test
  void readsTheLengthOfARecordingAsSeconds() {
    QuartziteSettings settings =
        SettingsOf.properties(Map.of("quartzite.limits.recording-length", "90"));

    assertThat(settings.limits().recordingLength()).isEqualTo(Duration.ofSeconds(90));
  }

  @ParameterizedTest
  @CsvSource({
    "quartzite.threads, -1",
    "quartzite.limits.upload-size, 0",
    "quartzite.limits.upload-rate, 0",
    "quartzite.limits.recording-length, -5",
    "quartzite.limits.requests, 0",
    "quartzite.limits.transcriptions, -2",
    "quartzite.limits.waiting, 0s",
    "quartzite.limits.picture-length, 0",
    "quartzite.decoding.max-beam-width, 0",
    "quartzite.decoding.max-language-model-weight, -1",
    "quartzite.decoding.max-word-bonus, NaN",
    "quartzite.decoding.max-hot-words, -1",
    "quartzite.decoding.max-boost, Infinity",
    "quartzite.decoding.max-n-best, 0"
  })
  void refusesWhatMakesNoSenseByName(String property, String value) {
    assertThatThrownBy(() -> SettingsOf.properties(Map.of(property, value)))
        .rootCause()
        .hasMessageContaining(property);
  }

  @Test
  void givesAPluginItsLibraryAndOptions() {
    Map<String, String> plugin =
        Map.of(
            "quartzite.device", "plugin",
            "quartzite.provider.library", "/opt/provider.so",
            "quartzite.provider.hardware", "npu",
            "quartzite.provider.options.load_config", "x.json");

    assertThat(SettingsOf.properties(plugin).runtime().provider())
        .isEqualTo(
            new ProviderSettings(
                Optional.of(Path.of("/opt/provider.so")), "npu", Map.of("load_config", "x.json")));
  }

  @Test
  void refusesAPluginWithoutLibrary() {
    assertThatThrownBy(() -> SettingsOf.properties(Map.of("quartzite.device", "plugin")))
        .rootCause()
        .hasMessageContaining("quartzite.provider.library");
  }

  @Test
  void refusesADeviceThatThereIsNot() {
    assertThatThrownBy(() -> SettingsOf.properties(Map.of("quartzite.device", "tpu")))
        .rootCause()
        .hasMessageContaining("tpu");
  }
}
