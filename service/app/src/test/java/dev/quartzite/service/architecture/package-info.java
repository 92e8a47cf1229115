/** Rules on who may know whom. */
@NullMarked
package dev.quartzite.service.architecture;

import org.jspecify.annotations.NullMarked;
