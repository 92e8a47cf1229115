package dev.quartzite.decoding;

import com.sun.management.ThreadMXBean;
import dev.quartzite.ProjectModels;
import dev.quartzite.acoustic.Emissions;
import dev.quartzite.lm.LanguageModel;
import dev.quartzite.lm.NgramLanguageModel;
import dev.quartzite.scoring.ErrorCounts;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Word error rate, time and allocation of decoding, on one thread, a line a set and decoder: what
 * {@code compare_pyctcdecode.py} sets beside the same of pyctcdecode.
 */
final class GoldenDecoding {
  private static final int WARM_UPS = 5;
  private static final int ROUNDS = 5;

  private GoldenDecoding() {}

  public static void main(String... arguments) throws IOException {
    LanguageModel model =
        NgramLanguageModel.open(ProjectModels.embedded().resolve("english-3gram.lm"));
    Map<String, CtcDecoder> decoders = new LinkedHashMap<>();
    decoders.put("greedy", new GreedyCtcDecoder(GoldenEmissions.ALPHABET));
    decoders.put("beam 100", new BeamSearchCtcDecoder(GoldenEmissions.ALPHABET));
    decoders.put(
        "beam 100 + english-3gram",
        new BeamSearchCtcDecoder(
            GoldenEmissions.ALPHABET, model, HotWords.none(), BeamSearchOptions.defaults()));
    for (String set : List.of(GoldenEmissions.CLEAN, GoldenEmissions.OTHER)) {
      GoldenEmissions golden = GoldenEmissions.require(set);
      decoders.forEach((name, decoder) -> measure(set, golden, name, decoder));
    }
  }

  private static void measure(String set, GoldenEmissions golden, String name, CtcDecoder decoder) {
    ErrorCounts errors = ErrorCounts.ZERO;
    for (int i = 0; i < golden.texts().size(); i++) {
      String text = decoder.decode(golden.emissions().get(i)).get(0).text(GoldenEmissions.ALPHABET);
      errors = errors.plus(ErrorCounts.words(golden.texts().get(i), text));
    }
    for (int i = 0; i < WARM_UPS; i++) {
      decode(golden, decoder);
    }
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long allocated = thread.getCurrentThreadAllocatedBytes();
    long start = System.nanoTime();
    for (int i = 0; i < ROUNDS; i++) {
      decode(golden, decoder);
    }
    double milliseconds = (System.nanoTime() - start) / 1e6 / ROUNDS;
    double bytes = (double) (thread.getCurrentThreadAllocatedBytes() - allocated) / ROUNDS;
    System.out.printf(
        "%s\t%s\t%.2f\t%.3f\t%.4f\t%.0f%n",
        set,
        name,
        100 * errors.rate(),
        milliseconds / golden.texts().size(),
        milliseconds / golden.seconds(),
        bytes / golden.texts().size());
  }

  private static void decode(GoldenEmissions golden, CtcDecoder decoder) {
    for (Emissions emissions : golden.emissions()) {
      if (decoder.decode(emissions).isEmpty()) {
        throw new AssertionError("a decoder gives one hypothesis at least");
      }
    }
  }
}
