package dev.quartzite.scoring.report;

import dev.quartzite.scoring.ConfidenceInterval;
import dev.quartzite.scoring.ErrorCounts;
import java.util.List;

/**
 * An evaluation for programs: what a JSON writer makes one object of, with rates as numbers from 0.
 *
 * @param normalization what was taken away from both texts, by its name
 * @param utterances how many were compared
 * @param speakers the least well understood first; empty where none is known
 * @param confusions the most frequent first
 */
public record Figures(
    String normalization,
    int utterances,
    Rate words,
    Rate characters,
    List<Speaker> speakers,
    List<Evaluation.Confusion> confusions) {
  private static final int CONFUSIONS = 20;

  public Figures {
    speakers = List.copyOf(speakers);
    confusions = List.copyOf(confusions);
  }

  /** An error rate, its range with 95 % confidence, and what it is made of. */
  public record Rate(
      double rate,
      double lower,
      double upper,
      long errors,
      long substitutions,
      long deletions,
      long insertions,
      long reference) {
    static Rate of(ErrorCounts counts, ConfidenceInterval interval) {
      return new Rate(
          counts.rate(),
          interval.lower(),
          interval.upper(),
          counts.errors(),
          counts.substitutions(),
          counts.deletions(),
          counts.insertions(),
          counts.reference());
    }
  }

  /** A speaker's word error rate. */
  public record Speaker(String speaker, int utterances, double rate, long errors, long reference) {
    static Speaker of(Evaluation.Speaker speaker) {
      ErrorCounts words = speaker.words();
      return new Speaker(
          speaker.name(), speaker.utterances(), words.rate(), words.errors(), words.reference());
    }
  }

  /** The figures of an evaluation. */
  public static Figures of(Evaluation evaluation) {
    return new Figures(
        evaluation.normalization().label(),
        evaluation.utterances().size(),
        Rate.of(evaluation.words(), evaluation.wordInterval()),
        Rate.of(evaluation.characters(), evaluation.characterInterval()),
        evaluation.speakers().stream().map(Speaker::of).toList(),
        evaluation.confusions(CONFUSIONS));
  }
}
