/** Tests of what is seen of a run. */
@NullMarked
package dev.quartzite.client.report;

import org.jspecify.annotations.NullMarked;
