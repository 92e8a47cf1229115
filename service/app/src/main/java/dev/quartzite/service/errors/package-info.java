/**
 * Errors as OpenAI's clients expect them: {@code {"error": {message, type, param, code}}} with the
 * right status.
 */
@NullMarked
package dev.quartzite.service.errors;

import org.jspecify.annotations.NullMarked;
