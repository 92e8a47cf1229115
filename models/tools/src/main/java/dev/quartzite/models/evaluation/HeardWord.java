package dev.quartzite.models.evaluation;

import dev.quartzite.decoding.TokenSpan;
import java.util.List;

/**
 * A word that a model heard.
 *
 * @param tokens its tokens, as decoded
 * @param right whether the reference has it there
 */
record HeardWord(List<TokenSpan> tokens, boolean right) {}
