package dev.quartzite.scoring.report;

import dev.quartzite.scoring.Alignment;
import dev.quartzite.scoring.Alignment.Kind;
import dev.quartzite.scoring.Alignment.Pair;
import dev.quartzite.scoring.ConfidenceInterval;
import dev.quartzite.scoring.ErrorCounts;
import dev.quartzite.scoring.Normalization;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How far hypotheses are from their references.
 *
 * @param normalization what was taken away from both before they were compared
 * @param utterances those that have a reference, in order; at least one
 */
public record Evaluation(Normalization normalization, List<Utterance> utterances) {
  private static final double LEVEL = 0.95;
  private static final long SEED = 1;

  /**
   * One recording's texts, normalised, and their differences.
   *
   * @param id the recording's name
   */
  public record Utterance(
      String id,
      Optional<String> speaker,
      String reference,
      String hypothesis,
      ErrorCounts words,
      ErrorCounts characters) {
    /** Compares a hypothesis with its reference. */
    public static Utterance of(
        String id,
        Optional<String> speaker,
        String reference,
        String hypothesis,
        Normalization normalization) {
      String said = normalization.apply(reference);
      String heard = normalization.apply(hypothesis);
      return new Utterance(
          id,
          speaker,
          said,
          heard,
          ErrorCounts.words(said, heard),
          ErrorCounts.characters(said, heard));
    }

    /** Reference and hypothesis word by word. */
    public Alignment alignment() {
      return Alignment.words(reference, hypothesis);
    }
  }

  /** Counts of a speaker's utterances. */
  public record Speaker(String name, int utterances, ErrorCounts words) {}

  /**
   * What was heard in the place of what was said.
   *
   * @param reference empty for a word too many
   * @param hypothesis empty for a word that is missing
   * @param count how often
   */
  public record Confusion(String reference, String hypothesis, long count) {}

  public Evaluation {
    utterances = List.copyOf(utterances);
  }

  public ErrorCounts words() {
    return sum(Utterance::words);
  }

  public ErrorCounts characters() {
    return sum(Utterance::characters);
  }

  private ErrorCounts sum(Function<Utterance, ErrorCounts> counts) {
    return utterances.stream().map(counts).reduce(ErrorCounts.ZERO, ErrorCounts::plus);
  }

  /** The range of the word error rate with 95 % confidence. */
  public ConfidenceInterval wordInterval() {
    return interval(Utterance::words);
  }

  /** The range of the character error rate with 95 % confidence. */
  public ConfidenceInterval characterInterval() {
    return interval(Utterance::characters);
  }

  private ConfidenceInterval interval(Function<Utterance, ErrorCounts> counts) {
    return ConfidenceInterval.bootstrap(utterances.stream().map(counts).toList(), LEVEL, SEED);
  }

  /** The speakers, the least well understood first; empty where none is known. */
  public List<Speaker> speakers() {
    Map<String, List<Utterance>> bySpeaker =
        utterances.stream()
            .filter(utterance -> utterance.speaker().isPresent())
            .collect(
                Collectors.groupingBy(
                    utterance -> utterance.speaker().orElseThrow(),
                    TreeMap::new,
                    Collectors.toList()));
    return bySpeaker.entrySet().stream()
        .map(
            entry ->
                new Speaker(
                    entry.getKey(),
                    entry.getValue().size(),
                    new Evaluation(normalization, entry.getValue()).words()))
        .sorted(Comparator.comparingDouble((Speaker speaker) -> speaker.words().rate()).reversed())
        .toList();
  }

  /** The utterances with the most wrong words; none that is right. */
  public List<Utterance> worst(int count) {
    return utterances.stream()
        .filter(utterance -> utterance.words().errors() > 0)
        .sorted(
            Comparator.comparingLong((Utterance utterance) -> utterance.words().errors())
                .thenComparingDouble(utterance -> utterance.words().rate())
                .reversed())
        .limit(count)
        .toList();
  }

  /** The most frequent errors of a word. */
  public List<Confusion> confusions(int count) {
    Map<Pair, Long> counts =
        utterances.stream()
            .flatMap(utterance -> utterance.alignment().pairs().stream())
            .filter(pair -> pair.kind() != Kind.HIT)
            .collect(Collectors.groupingBy(pair -> pair, Collectors.counting()));
    return counts.entrySet().stream()
        .map(e -> new Confusion(e.getKey().reference(), e.getKey().hypothesis(), e.getValue()))
        .sorted(
            Comparator.comparingLong(Confusion::count)
                .reversed()
                .thenComparing(Confusion::reference)
                .thenComparing(Confusion::hypothesis))
        .limit(count)
        .toList();
  }
}
