/** What people and programs see of a run: progress while it lasts, and what came of it. */
@NullMarked
package dev.quartzite.client.report;

import org.jspecify.annotations.NullMarked;
