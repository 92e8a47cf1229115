/** Tests of the network's contract. */
@NullMarked
package dev.quartzite.acoustic;

import org.jspecify.annotations.NullMarked;
