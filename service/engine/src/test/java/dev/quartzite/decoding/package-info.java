/** Tests of CTC decoding. */
@NullMarked
package dev.quartzite.decoding;

import org.jspecify.annotations.NullMarked;
