/** Tests of error rates. */
@NullMarked
package dev.quartzite.scoring;

import org.jspecify.annotations.NullMarked;
