/**
 * Everything the operator chooses, checked once at start, with its defaults. The prefix is {@code
 * quartzite}.
 */
@NullMarked
package dev.quartzite.service.settings;

import org.jspecify.annotations.NullMarked;
