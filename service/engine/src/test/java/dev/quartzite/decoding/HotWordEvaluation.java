package dev.quartzite.decoding;

import dev.quartzite.ProjectModels;
import dev.quartzite.lm.LanguageModel;
import dev.quartzite.lm.NgramLanguageModel;
import dev.quartzite.lm.Vocabulary;
import dev.quartzite.scoring.ErrorCounts;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;

/**
 * What hot words find and what they spoil: the rare words of test-other's references are boosted
 * one at a time, and all together, on its recordings and on those of test-clean.
 *
 * <p>A word is rare if it has five letters or more and the language model takes it for less likely
 * than one in half a million, or does not know it. Run with boosts as arguments: {@code ./mvnw -q
 * -Pjmh -pl service/engine -am test -DskipTests -Djmh.main=dev.quartzite.decoding.HotWordEvaluation
 * -Djmh="6 8 10"}.
 */
final class HotWordEvaluation {
  private static final int SHORTEST = 5;
  private static final double RARE = Math.log(2e-6);

  private final GoldenEmissions golden;
  private final LanguageModel model;
  private final List<String> rare;
  private final List<String> plain;
  private final List<String> greedy;

  private HotWordEvaluation(LanguageModel model) throws IOException {
    this.model = model;
    GoldenEmissions other = GoldenEmissions.require(GoldenEmissions.OTHER);
    golden = other.and(GoldenEmissions.require(GoldenEmissions.CLEAN));
    rare = rareWords(other.texts());
    plain = decode(beam(List.of(), 0));
    greedy = decode(new GreedyCtcDecoder(GoldenEmissions.ALPHABET));
  }

  public static void main(String... boosts) throws IOException {
    HotWordEvaluation evaluation =
        new HotWordEvaluation(
            NgramLanguageModel.open(ProjectModels.embedded().resolve("english-3gram.lm")));
    System.out.printf("%d rare words: %s%n", evaluation.rare.size(), evaluation.rare);
    for (String boost : boosts) {
      evaluation.print(Double.parseDouble(boost), System.out);
    }
  }

  private List<String> rareWords(List<String> texts) {
    TreeSet<String> words = new TreeSet<>();
    for (String text : texts) {
      for (String word : words(text)) {
        int id = model.vocabulary().word(word);
        boolean unlikely =
            id == Vocabulary.NONE || LanguageModel.logProb(model.score(0, id)) < RARE;
        if (word.length() >= SHORTEST && unlikely) {
          words.add(word);
        }
      }
    }
    return List.copyOf(words);
  }

  private void print(double boost, PrintStream out) {
    out.println("word\tsaid\tgreedy\tbeam\tboosted\tfalse alarms");
    Outcome singly = new Outcome();
    for (String word : rare) {
      Outcome single = new Outcome();
      List<String> texts = decode(beam(List.of(word), boost));
      single.add(List.of(word), texts);
      singly.add(List.of(word), texts);
      out.println(word + "\t" + single.row());
    }
    Outcome together = new Outcome();
    together.add(rare, decode(beam(rare, boost)));
    out.printf("boost %.1f, one word at a time: %s%n", boost, singly);
    out.printf("boost %.1f, all words together: %s%n", boost, together);
  }

  private CtcDecoder beam(List<String> words, double boost) {
    List<HotWord> hotWords =
        words.stream().map(word -> new HotWord(word, boost, List.of())).toList();
    return new BeamSearchCtcDecoder(
        GoldenEmissions.ALPHABET, model, new HotWords(hotWords), BeamSearchOptions.defaults());
  }

  private List<String> decode(CtcDecoder decoder) {
    return golden.emissions().parallelStream()
        .map(emissions -> decoder.decode(emissions).get(0).text(GoldenEmissions.ALPHABET))
        .toList();
  }

  private static List<String> words(String text) {
    return Arrays.asList(text.split(" ", -1));
  }

  /** Counts over all recordings and all words that were boosted. */
  private final class Outcome {
    private int said;
    private int foundGreedily;
    private int foundPlain;
    private int found;
    private int missedGreedily;
    private int missedFoundPlain;
    private int missedFound;
    private int falseAlarms;
    private int decodings;
    private ErrorCounts elsewherePlain = ErrorCounts.ZERO;
    private ErrorCounts elsewhere = ErrorCounts.ZERO;

    /** Adds what was decoded with some words boosted. */
    void add(List<String> boosted, List<String> texts) {
      for (int i = 0; i < texts.size(); i++) {
        boolean holdsAny = !Collections.disjoint(words(golden.texts().get(i)), boosted);
        for (String word : boosted) {
          count(word, i, texts.get(i));
        }
        if (!holdsAny) {
          decodings++;
          elsewhere = elsewhere.plus(ErrorCounts.words(golden.texts().get(i), texts.get(i)));
          elsewherePlain =
              elsewherePlain.plus(ErrorCounts.words(golden.texts().get(i), plain.get(i)));
        }
      }
    }

    private void count(String word, int recording, String text) {
      int there = Collections.frequency(words(golden.texts().get(recording)), word);
      int heard = Collections.frequency(words(text), word);
      int heardPlain = Collections.frequency(words(plain.get(recording)), word);
      int heardGreedily = Collections.frequency(words(greedy.get(recording)), word);
      said += there;
      found += Math.min(there, heard);
      foundPlain += Math.min(there, heardPlain);
      foundGreedily += Math.min(there, heardGreedily);
      falseAlarms += Math.max(0, heard - there);
      if (heardGreedily < there) {
        missedGreedily += there;
        missedFound += Math.min(there, heard);
        missedFoundPlain += Math.min(there, heardPlain);
      }
    }

    String row() {
      return "%d\t%d\t%d\t%d\t%d".formatted(said, foundGreedily, foundPlain, found, falseAlarms);
    }

    @Override
    public String toString() {
      return ("found %d of %d (%d without boost); where greedy misses %d of %d (%d without boost); "
              + "%d false alarms; elsewhere (%d decodings) %.3f %% of words wrong (%.3f %% without)")
          .formatted(
              found,
              said,
              foundPlain,
              missedFound,
              missedGreedily,
              missedFoundPlain,
              falseAlarms,
              decodings,
              100 * elsewhere.rate(),
              100 * elsewherePlain.rate());
    }
  }
}
