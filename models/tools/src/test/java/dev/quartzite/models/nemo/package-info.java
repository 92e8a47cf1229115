/** Tests of the import of NeMo's archives. */
@NullMarked
package dev.quartzite.models.nemo;

import org.jspecify.annotations.NullMarked;
