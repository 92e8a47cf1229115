/** Tests of the catalogue. */
@NullMarked
package dev.quartzite.service.models;

import org.jspecify.annotations.NullMarked;
