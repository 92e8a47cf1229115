/** Tests of evaluations. */
@NullMarked
package dev.quartzite.client.evaluation;

import org.jspecify.annotations.NullMarked;
