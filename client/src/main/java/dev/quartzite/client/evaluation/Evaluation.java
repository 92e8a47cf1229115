package dev.quartzite.client.evaluation;

import dev.quartzite.scoring.Alignment;
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
    static Utterance of(
        String id, Reference reference, String hypothesis, Normalization normalization) {
      String said = normalization.apply(reference.text());
      String heard = normalization.apply(hypothesis);
      return new Utterance(
          id,
          reference.speaker(),
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

  public Evaluation {
    utterances = List.copyOf(utterances);
  }

  /**
   * Compares hypotheses with their references; those without a reference are left out.
   *
   * @param hypotheses transcripts by the names of their recordings
   */
  public static Evaluation of(
      References references, Map<String, String> hypotheses, Normalization normalization) {
    return new Evaluation(
        normalization,
        hypotheses.entrySet().stream()
            .flatMap(
                entry ->
                    references.find(entry.getKey()).stream()
                        .map(
                            reference ->
                                Utterance.of(
                                    entry.getKey(), reference, entry.getValue(), normalization)))
            .toList());
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
}
