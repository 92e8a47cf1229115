/** Tests of who may do how much. */
@NullMarked
package dev.quartzite.service.access;

import org.jspecify.annotations.NullMarked;
