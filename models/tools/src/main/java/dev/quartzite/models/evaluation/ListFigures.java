package dev.quartzite.models.evaluation;

import dev.quartzite.scoring.Normalization;
import dev.quartzite.scoring.report.Figures;
import java.util.List;

/**
 * What a model made of a list of recordings, for programs.
 *
 * @param list name of the list
 * @param audioSeconds length of all recordings
 * @param elapsedSeconds how long it took, reading the files included
 * @param realTimeFactor seconds of computing for a second of audio
 * @param expectedCalibrationError of its confidence in words
 * @param scores error rates and confusions
 * @param utterances one a recording, in the list's order
 */
record ListFigures(
    String list,
    double audioSeconds,
    double elapsedSeconds,
    double realTimeFactor,
    double expectedCalibrationError,
    Figures scores,
    List<Heard> utterances) {

  /**
   * A recording's texts, normalised, and their differences in words.
   *
   * @param reference what was said
   * @param hypothesis what was heard
   */
  record Heard(
      String id,
      String reference,
      String hypothesis,
      double rate,
      long substitutions,
      long deletions,
      long insertions) {}

  ListFigures {
    utterances = List.copyOf(utterances);
  }

  static ListFigures of(
      String list, Evaluation evaluation, Reliability reliability, Normalization normalization) {
    var compared = evaluation.compared(normalization);
    return new ListFigures(
        list,
        evaluation.audioSeconds(),
        evaluation.elapsedSeconds(),
        evaluation.elapsedSeconds() / evaluation.audioSeconds(),
        reliability.expectedCalibrationError(),
        Figures.of(compared),
        compared.utterances().stream()
            .map(
                u ->
                    new Heard(
                        u.id(),
                        u.reference(),
                        u.hypothesis(),
                        u.words().rate(),
                        u.words().substitutions(),
                        u.words().deletions(),
                        u.words().insertions()))
            .toList());
  }
}
