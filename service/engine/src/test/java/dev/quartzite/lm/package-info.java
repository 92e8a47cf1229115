/** Tests of the language models. */
@NullMarked
package dev.quartzite.lm;

import org.jspecify.annotations.NullMarked;
