/** The page at {@code /}: where its files lie and how long browsers keep them. */
@NullMarked
package dev.quartzite.service.page;

import org.jspecify.annotations.NullMarked;
