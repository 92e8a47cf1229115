package dev.quartzite.decoding;

import dev.quartzite.ProjectModels;
import dev.quartzite.acoustic.Emissions;
import dev.quartzite.lm.LanguageModel;
import dev.quartzite.lm.NgramLanguageModel;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Time to decode a set of real recordings on one thread, greedily and with a beam of 100, the
 * alignment of the text included: 1,655 seconds of clean speech, 767 of other. {@code -prof gc}
 * says what a set allocates; 200 decodings are one clean set, 100 one other.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class BeamSearchBenchmark {
  @Param({GoldenEmissions.CLEAN, GoldenEmissions.OTHER})
  String set = GoldenEmissions.CLEAN;

  @Param({"greedy", "beam", "beam+3-gram", "beam+3-gram+hot words"})
  String decoding = "greedy";

  private GoldenEmissions golden = new GoldenEmissions(List.of(), List.of(), List.of(), 0);
  private CtcDecoder decoder = new GreedyCtcDecoder(GoldenEmissions.ALPHABET);

  @Setup
  public void read() throws IOException {
    golden = GoldenEmissions.require(set);
    if (!decoding.equals("greedy")) {
      LanguageModel model =
          decoding.contains("3-gram")
              ? NgramLanguageModel.open(ProjectModels.embedded().resolve("english-3gram.lm"))
              : LanguageModel.none();
      HotWords hotWords =
          decoding.contains("hot words")
              ? new HotWords(List.of(new HotWord("quartzite"), new HotWord("beam search")))
              : HotWords.none();
      decoder =
          new BeamSearchCtcDecoder(
              GoldenEmissions.ALPHABET, model, hotWords, BeamSearchOptions.defaults());
    }
  }

  @Benchmark
  public void set(Blackhole results) {
    for (Emissions emissions : golden.emissions()) {
      results.consume(decoder.decode(emissions));
    }
  }
}
