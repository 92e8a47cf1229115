/** Tests of fetching models. */
@NullMarked
package dev.quartzite.models.catalog;

import org.jspecify.annotations.NullMarked;
