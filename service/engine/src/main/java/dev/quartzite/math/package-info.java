/**
 * Two things that every stage shares: {@link dev.quartzite.math.FloatMatrix}, the immutable array
 * that travels between stages, and {@link dev.quartzite.math.LogMath}, sums in the logarithmic
 * domain. Nothing else belongs here.
 */
@NullMarked
package dev.quartzite.math;

import org.jspecify.annotations.NullMarked;
