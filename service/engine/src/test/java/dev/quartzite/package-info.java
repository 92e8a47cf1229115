/** Tests of the whole line, and what the tests of every package share. */
@NullMarked
package dev.quartzite;

import org.jspecify.annotations.NullMarked;
