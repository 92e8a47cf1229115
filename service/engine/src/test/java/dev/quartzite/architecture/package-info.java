/** Who may know whom. */
@NullMarked
package dev.quartzite.architecture;

import org.jspecify.annotations.NullMarked;
