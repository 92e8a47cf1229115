/**
 * How good transcripts are: references and hypotheses brought together, counted, and shown to
 * people.
 */
@NullMarked
package dev.quartzite.client.evaluation;

import org.jspecify.annotations.NullMarked;
