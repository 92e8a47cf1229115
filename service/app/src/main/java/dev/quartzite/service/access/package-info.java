/** Who may do how much at once. */
@NullMarked
package dev.quartzite.service.access;

import org.jspecify.annotations.NullMarked;
