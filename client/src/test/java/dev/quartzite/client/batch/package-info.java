/** Tests of runs over many recordings. */
@NullMarked
package dev.quartzite.client.batch;

import org.jspecify.annotations.NullMarked;
