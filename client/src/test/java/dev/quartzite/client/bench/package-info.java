/** Tests of what is seen of a run. */
@NullMarked
package dev.quartzite.client.bench;

import org.jspecify.annotations.NullMarked;
