/** Tests of the workshop's commands. */
@NullMarked
package dev.quartzite.models;

import org.jspecify.annotations.NullMarked;
