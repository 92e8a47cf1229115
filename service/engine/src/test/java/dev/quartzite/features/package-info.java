/** Tests of the front end against values computed by NeMo itself. */
@NullMarked
package dev.quartzite.features;

import org.jspecify.annotations.NullMarked;
