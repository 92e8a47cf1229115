/**
 * An archive's worth of recordings on Spark: one engine in each executor, one row for each
 * recording, partition by partition.
 */
@NullMarked
package dev.quartzite.spark;

import org.jspecify.annotations.NullMarked;
