package dev.quartzite.acoustic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartzite.ModelDirectory;
import dev.quartzite.ModelManifest;
import dev.quartzite.ProjectModels;
import dev.quartzite.SharedData;
import dev.quartzite.audio.AudioLimits;
import dev.quartzite.audio.AudioReader;
import dev.quartzite.audio.ChannelSelection;
import dev.quartzite.decoding.GreedyCtcDecoder;
import dev.quartzite.features.LogMelExtractor;
import dev.quartzite.features.LogMelSpectrogram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A recording has the same text, and log-probabilities within 1e-3, alone and in batches of 2, 8
 * and 32 with random partners in random order. Another model and other folders of recordings can be
 * tried: {@code -Dquartzite.invariance.model=DIR -Dquartzite.invariance.recordings=DIR:DIR}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BatchInvarianceTest {
  private static final float TOLERANCE = 1e-3f;
  private static final int[] BATCH_SIZES = {2, 8, 32};

  private final ModelDirectory directory =
      ModelDirectory.open(
          Path.of(
              System.getProperty(
                  "quartzite.invariance.model", ProjectModels.embedded().toString())));
  private final GreedyCtcDecoder decoder = new GreedyCtcDecoder(directory.manifest().alphabet());
  private OnnxAcousticModel model;

  @BeforeAll
  void load() {
    ModelManifest manifest = directory.manifest();
    model =
        OnnxAcousticModel.load(directory.weights(), manifest.shape(), RuntimeOptions.defaults());
  }

  @AfterAll
  void close() {
    model.close();
  }

  @Test
  void samplesHaveTheSameTextInEveryBatch() {
    List<Path> recordings =
        directory.selfTests().stream().map(ModelDirectory.SelfTest::recording).toList();
    assertInvariant(recordings);
  }

  @Test
  void callsBesideEachOtherGiveWhatALoneOneGives() {
    List<Path> recordings =
        directory.selfTests().stream().map(ModelDirectory.SelfTest::recording).toList();
    List<LogMelSpectrogram> spectrograms = spectrograms(recordings);
    List<Emissions> alone = spectrograms.stream().map(model::infer).toList();
    List<Emissions> together = spectrograms.parallelStream().map(model::infer).toList();
    for (int i = 0; i < alone.size(); i++) {
      assertSame(recordings.get(i) + " beside others", together.get(i), alone.get(i));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"an4-test-130", "common-voice-en-100"})
  void speechHasTheSameTextInEveryBatch(String set) throws IOException {
    assertInvariant(files(SharedData.require("speech/" + set)));
  }

  @Test
  void chosenRecordingsHaveTheSameTextInEveryBatch() throws IOException {
    String folders = System.getProperty("quartzite.invariance.recordings", "");
    List<Path> recordings = new ArrayList<>();
    for (String folder : folders.split(":", -1)) {
      recordings.addAll(folder.isEmpty() ? List.of() : files(Path.of(folder)));
    }
    assertInvariant(recordings);
  }

  private void assertInvariant(List<Path> recordings) {
    List<LogMelSpectrogram> spectrograms = spectrograms(recordings);
    List<Emissions> alone = spectrograms.stream().map(model::infer).toList();
    for (int size : BATCH_SIZES) {
      List<Integer> order = new ArrayList<>(IntStream.range(0, recordings.size()).boxed().toList());
      Collections.shuffle(order, new Random(size));
      for (int from = 0; from < order.size(); from += size) {
        List<Integer> members = order.subList(from, Math.min(from + size, order.size()));
        List<Emissions> together = model.infer(members.stream().map(spectrograms::get).toList());
        for (int i = 0; i < members.size(); i++) {
          String name = recordings.get(members.get(i)) + " in a batch of " + size;
          assertSame(name, together.get(i), alone.get(members.get(i)));
        }
      }
    }
  }

  private void assertSame(String name, Emissions actual, Emissions expected) {
    assertThat(text(actual)).as(name).isEqualTo(text(expected));
    assertThat(difference(actual.logProbs().toArray(), expected.logProbs().toArray()))
        .as(name)
        .isLessThanOrEqualTo(TOLERANCE);
  }

  /** The largest; AssertJ's own comparison of arrays would take most of this test's time. */
  private static float difference(float[] actual, float[] expected) {
    float largest = actual.length == expected.length ? 0 : Float.POSITIVE_INFINITY;
    for (int i = 0; i < Math.min(actual.length, expected.length); i++) {
      largest = Math.max(largest, Math.abs(actual[i] - expected[i]));
    }
    return largest;
  }

  private List<Integer> text(Emissions emissions) {
    return decoder.decode(emissions).get(0).tokens().stream().map(span -> span.token()).toList();
  }

  private List<LogMelSpectrogram> spectrograms(List<Path> recordings) {
    LogMelExtractor extractor = new LogMelExtractor(directory.manifest().frontEnd());
    AudioReader reader = new AudioReader(extractor.frontEnd().sampleRate(), AudioLimits.defaults());
    return recordings.stream()
        .map(recording -> reader.read(recording, ChannelSelection.MIX).get(0))
        .map(extractor::extract)
        .toList();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
