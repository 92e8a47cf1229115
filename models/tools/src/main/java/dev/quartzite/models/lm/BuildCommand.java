package dev.quartzite.models.lm;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code lm build < TEXT > ARPA}: estimates a language model. */
@Command(
    name = "build",
    description = {
      "Estimates a language model from the text of standard input and writes it to standard output,"
          + " in the ARPA format.",
      "A line is a sentence; words are taken as they are, so write them as the recogniser does.",
      "Smoothing is interpolated modified Kneser-Ney. All is held in memory: 8 bytes a word of text"
          + " while n-grams are counted, and 28 bytes a distinct n-gram, orders added up."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class BuildCommand implements Callable<Integer> {
  private static final int HIGHEST_ORDER = 9;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--order",
      defaultValue = "3",
      description = "Words in the longest n-grams; default ${DEFAULT-VALUE}.")
  private int order = 3;

  @Option(
      names = "--prune",
      split = ",",
      paramLabel = "COUNT",
      description = {
        "Leave out n-grams that are seen so often or less: a count for each order from 1, the last"
            + " for all higher; 0 for words, then not falling.",
        "0,0,1 leaves out what is seen once from 3-grams on. Default: nothing."
      })
  private List<Integer> prune = new ArrayList<>(List.of(0));

  @Override
  public Integer call() throws IOException {
    if (order < 1 || order > HIGHEST_ORDER) {
      throw wrong("--order is 1 to %d, not %d".formatted(HIGHEST_ORDER, order));
    }
    List<Integer> thresholds = thresholds();
    Corpus corpus = Corpus.read(new BufferedReader(new InputStreamReader(System.in, UTF_8)));
    NgramTrie trie = new NgramTrie(corpus, order);
    KneserNey model = new KneserNey(trie, corpus, thresholds);
    for (int i = 1; i <= order; i++) {
      if (!model.discounts(i).estimated()) {
        spec.commandLine()
            .getErr()
            .printf(
                "the text is too small to estimate discounts of order %d: took usual ones%n", i);
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    ArpaWriter.write(corpus, trie, model, out);
    if (out.checkError()) {
      throw new IOException("the model could not be written to the end");
    }
    return 0;
  }

  private List<Integer> thresholds() {
    List<Integer> thresholds = new ArrayList<>();
    for (int i = 0; i < order; i++) {
      int threshold = prune.get(Math.min(i, prune.size() - 1));
      int before = i == 0 ? 0 : thresholds.get(i - 1);
      if (threshold < before || (i == 0 && threshold > 0)) {
        throw wrong("--prune begins with 0 and does not fall, but it is " + prune);
      }
      thresholds.add(threshold);
    }
    return thresholds;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
