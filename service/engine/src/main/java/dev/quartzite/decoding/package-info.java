/**
 * {@link dev.quartzite.acoustic.Emissions} → {@link dev.quartzite.decoding.Hypothesis}:
 * connectionist temporal classification (Graves et al. 2006), read greedily or by beam search.
 */
@NullMarked
package dev.quartzite.decoding;

import org.jspecify.annotations.NullMarked;
