/** Tests of inspections. */
@NullMarked
package dev.quartzite.models.inspect;

import org.jspecify.annotations.NullMarked;
