package dev.quartzite.decoding;

import dev.quartzite.LoadedModel;
import dev.quartzite.ModelDirectory;
import dev.quartzite.ProjectModels;
import dev.quartzite.SharedData;
import dev.quartzite.Transcriber;
import dev.quartzite.WordReader;
import dev.quartzite.acoustic.Emissions;
import dev.quartzite.acoustic.RuntimeOptions;
import dev.quartzite.audio.AudioLimits;
import dev.quartzite.audio.AudioReader;
import dev.quartzite.audio.ChannelSelection;
import dev.quartzite.lm.NgramLanguageModel;
import dev.quartzite.scoring.Alignment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How far the times of words that were heard right are from a forced alignment of the reference
 * text, starts and ends alike. The alignment is on QuartzNet 15x5's emissions: what is measured is
 * that network's own decoding, and the embedded model's, whose emissions the alignment never saw.
 *
 * <p>{@code ./mvnw -q -Pjmh -pl service/engine -am test -DskipTests
 * -Djmh.main=dev.quartzite.decoding.WordTimes}
 */
final class WordTimes {
  private static final Alphabet ALPHABET = GoldenEmissions.ALPHABET;
  private static final WordReader READER = new WordReader(ALPHABET, WordConfidence.uncalibrated());
  private static final ForcedAligner ALIGNER = new ForcedAligner(ALPHABET);

  private final CtcDecoder decoder =
      new BeamSearchCtcDecoder(
          ALPHABET,
          NgramLanguageModel.open(ProjectModels.embedded().resolve("english-3gram.lm")),
          HotWords.none(),
          BeamSearchOptions.defaults());
  private final List<Double> errors = new ArrayList<>();

  public static void main(String... arguments) throws IOException {
    for (String set : List.of(GoldenEmissions.CLEAN, GoldenEmissions.OTHER)) {
      System.out.printf("%s, QuartzNet 15x5: %s%n", set, ofReferenceNetwork(set));
      System.out.printf("%s, embedded model: %s%n", set, ofEmbeddedModel(set));
    }
  }

  static WordTimes ofReferenceNetwork(String set) throws IOException {
    WordTimes times = new WordTimes();
    GoldenEmissions golden = GoldenEmissions.require(set);
    for (int i = 0; i < golden.texts().size(); i++) {
      times.add(golden.texts().get(i), golden.emissions().get(i), golden.emissions().get(i));
    }
    return times;
  }

  static WordTimes ofEmbeddedModel(String set) throws IOException {
    WordTimes times = new WordTimes();
    GoldenEmissions golden = GoldenEmissions.require(set);
    AudioReader reader = new AudioReader(16_000, AudioLimits.defaults());
    ModelDirectory directory = ModelDirectory.open(ProjectModels.embedded());
    try (LoadedModel model = LoadedModel.load(directory, RuntimeOptions.defaults())) {
      Transcriber line = model.transcriber();
      for (int i = 0; i < golden.texts().size(); i++) {
        Path recording =
            SharedData.require("speech/%s/%s.flac".formatted(set, golden.ids().get(i)));
        Emissions heard =
            line.acousticModel()
                .infer(
                    line.extractor().extract(reader.read(recording, ChannelSelection.MIX).get(0)));
        times.add(golden.texts().get(i), golden.emissions().get(i), heard);
      }
    }
    return times;
  }

  /** Compares the words that are heard right with where the reference has them. */
  private void add(String text, Emissions reference, Emissions heard) {
    Hypothesis hypothesis = decoder.decode(heard).get(0);
    List<List<TokenSpan>> said = words(ALIGNER.align(reference, tokens(text)));
    List<List<TokenSpan>> decoded = words(hypothesis.tokens());
    int at = 0;
    int from = 0;
    for (Alignment.Pair pair : Alignment.words(text, hypothesis.text(ALPHABET)).pairs()) {
      if (pair.kind() == Alignment.Kind.HIT) {
        compare(said.get(from), decoded.get(at), heard.frameSeconds());
      }
      from += pair.kind() == Alignment.Kind.INSERTION ? 0 : 1;
      at += pair.kind() == Alignment.Kind.DELETION ? 0 : 1;
    }
  }

  private void compare(List<TokenSpan> said, List<TokenSpan> decoded, double frameSeconds) {
    int start = decoded.get(0).startFrame() - said.get(0).startFrame();
    int end = decoded.get(decoded.size() - 1).endFrame() - said.get(said.size() - 1).endFrame();
    errors.add(1000 * frameSeconds * Math.abs(start));
    errors.add(1000 * frameSeconds * Math.abs(end));
  }

  private static int[] tokens(String text) {
    return text.chars()
        .map(letter -> ALPHABET.tokens().indexOf(Character.toString(letter)))
        .toArray();
  }

  private static List<List<TokenSpan>> words(List<TokenSpan> tokens) {
    return READER.spans(new Hypothesis(tokens, 0, 0, List.of()));
  }

  /** The error that a part of all starts and ends does not exceed, milliseconds. */
  double quantile(double part) {
    return errors.stream()
        .sorted()
        .skip((long) (part * (errors.size() - 1)))
        .findFirst()
        .orElse(0.0);
  }

  @Override
  public String toString() {
    return "median %.0f ms, 90th percentile %.0f ms, 95th %.0f ms of %d starts and ends"
        .formatted(quantile(0.5), quantile(0.9), quantile(0.95), errors.size());
  }
}
