package dev.quartzite.models.evaluation;

import dev.quartzite.decoding.WordEvidence;

/**
 * A word that a model heard.
 *
 * @param evidence what speaks for it
 * @param right whether the reference has it there
 */
record HeardWord(WordEvidence evidence, boolean right) {}
