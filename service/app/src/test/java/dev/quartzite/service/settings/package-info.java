/** Tests of the settings. */
@NullMarked
package dev.quartzite.service.settings;

import org.jspecify.annotations.NullMarked;
