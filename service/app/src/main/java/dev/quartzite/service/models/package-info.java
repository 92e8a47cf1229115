/** The models that this service offers, and where they come from. */
@NullMarked
package dev.quartzite.service.models;

import org.jspecify.annotations.NullMarked;
