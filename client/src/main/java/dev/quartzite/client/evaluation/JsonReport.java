package dev.quartzite.client.evaluation;

import dev.quartzite.scoring.ConfidenceInterval;
import dev.quartzite.scoring.ErrorCounts;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** An evaluation for programs: one JSON object, with rates as numbers from 0. */
public final class JsonReport {
  private static final JsonMapper JSON = new JsonMapper();

  private JsonReport() {}

  private record Rate(
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

  private record Speaker(String speaker, int utterances, double rate, long errors, long reference) {
    static Speaker of(Evaluation.Speaker speaker) {
      ErrorCounts words = speaker.words();
      return new Speaker(
          speaker.name(), speaker.utterances(), words.rate(), words.errors(), words.reference());
    }
  }

  private record Report(
      String normalization, int utterances, Rate words, Rate characters, List<Speaker> speakers) {}

  /** Writes an evaluation on one line. */
  public static String of(Evaluation evaluation) {
    return JSON.writeValueAsString(
        new Report(
            evaluation.normalization().label(),
            evaluation.utterances().size(),
            Rate.of(evaluation.words(), evaluation.wordInterval()),
            Rate.of(evaluation.characters(), evaluation.characterInterval()),
            evaluation.speakers().stream().map(Speaker::of).toList()));
  }
}
