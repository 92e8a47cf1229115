/** Tests of the making of language models. */
@NullMarked
package dev.quartzite.models.lm;

import org.jspecify.annotations.NullMarked;
