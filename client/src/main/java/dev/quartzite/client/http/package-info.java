/**
 * The service's API over {@code java.net.http}: one request, one answer, and what went wrong in a
 * sentence. Knows nothing of batches.
 */
@NullMarked
package dev.quartzite.client.http;

import org.jspecify.annotations.NullMarked;
