package dev.quartzite.client.evaluation;

import dev.quartzite.scoring.Normalization;
import dev.quartzite.scoring.report.Evaluation;
import dev.quartzite.scoring.report.Evaluation.Utterance;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The references of a set of recordings, found by the recordings' names. Immutable. */
public final class References {
  private final List<Reference> all;

  /** By path and by file name, each with and without extension; ambiguous names find nothing. */
  private final Map<String, Optional<Reference>> byName = new HashMap<>();

  public References(List<Reference> references) {
    all = List.copyOf(references);
    for (Reference reference : all) {
      String path = reference.id().replace('\\', '/');
      List.of(path, withoutExtension(path), fileName(path), withoutExtension(fileName(path)))
          .forEach(name -> byName.merge(name, Optional.of(reference), References::same));
    }
  }

  private static Optional<Reference> same(Optional<Reference> one, Optional<Reference> other) {
    return one.equals(other) ? one : Optional.empty();
  }

  /**
   * The reference of a recording: by its path, or by its file name alone if that is unambiguous.
   */
  public Optional<Reference> find(String recording) {
    return List.of(
            recording,
            withoutExtension(recording),
            fileName(recording),
            withoutExtension(fileName(recording)))
        .stream()
        .flatMap(name -> byName.getOrDefault(name, Optional.empty()).stream())
        .findFirst();
  }

  /**
   * These references with speakers where none are known: what the pattern's first group finds in an
   * identifier.
   */
  public References withSpeakers(Pattern pattern) {
    return new References(
        all.stream()
            .map(
                reference -> {
                  Matcher matcher = pattern.matcher(reference.id());
                  return reference.speaker().isEmpty() && matcher.find()
                      ? new Reference(
                          reference.id(), reference.text(), Optional.of(matcher.group(1)))
                      : reference;
                })
            .toList());
  }

  /**
   * Compares hypotheses with their references; those without a reference are left out.
   *
   * @param hypotheses transcripts by the names of their recordings
   */
  public Evaluation evaluate(Map<String, String> hypotheses, Normalization normalization) {
    return new Evaluation(
        normalization,
        hypotheses.entrySet().stream()
            .flatMap(
                entry ->
                    find(entry.getKey()).stream()
                        .map(
                            reference ->
                                Utterance.of(
                                    entry.getKey(),
                                    reference.speaker(),
                                    reference.text(),
                                    entry.getValue(),
                                    normalization)))
            .toList());
  }

  public int size() {
    return all.size();
  }

  private static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static String withoutExtension(String path) {
    int dot = path.lastIndexOf('.');
    return dot > path.lastIndexOf('/') + 1 ? path.substring(0, dot) : path;
  }
}
