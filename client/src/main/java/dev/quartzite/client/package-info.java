/**
 * Transcription from the command line. It knows the service by HTTP only: commands here, the wire
 * in {@link dev.quartzite.client.http}.
 */
@NullMarked
package dev.quartzite.client;

import org.jspecify.annotations.NullMarked;
