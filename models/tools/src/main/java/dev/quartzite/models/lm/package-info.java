/**
 * Language models from text: {@link dev.quartzite.models.lm.Corpus} → {@link
 * dev.quartzite.models.lm.NgramTrie} → {@link dev.quartzite.models.lm.KneserNey} → {@link
 * dev.quartzite.models.lm.ArpaWriter}, and the commands around them.
 */
@NullMarked
package dev.quartzite.models.lm;

import org.jspecify.annotations.NullMarked;
