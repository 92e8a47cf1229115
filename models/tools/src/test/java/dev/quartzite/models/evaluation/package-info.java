/** Tests of measuring models. */
@NullMarked
package dev.quartzite.models.evaluation;

import org.jspecify.annotations.NullMarked;
