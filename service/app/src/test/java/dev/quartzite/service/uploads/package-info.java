/** Tests of reading uploads. */
@NullMarked
package dev.quartzite.service.uploads;

import org.jspecify.annotations.NullMarked;
