/**
 * The contract, {@code service/openapi.yaml}, as the service shows it: to programs and to people.
 */
@NullMarked
package dev.quartzite.service.documentation;

import org.jspecify.annotations.NullMarked;
