/**
 * How well recordings were understood, for people and for programs: rates with their ranges, the
 * worst utterances, the most frequent confusions.
 *
 * <pre>{@code
 * Evaluation evaluation = new Evaluation(normalization, utterances);
 * new TextReport(out, false).print(evaluation, 10);
 * Files.writeString(file, new HtmlReport("Evaluation", 10).add("", Map.of(), evaluation).page());
 * }</pre>
 */
@NullMarked
package dev.quartzite.scoring.report;

import org.jspecify.annotations.NullMarked;
