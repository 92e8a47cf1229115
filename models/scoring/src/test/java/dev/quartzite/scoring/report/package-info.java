/** Tests of the reports. */
@NullMarked
package dev.quartzite.scoring.report;

import org.jspecify.annotations.NullMarked;
