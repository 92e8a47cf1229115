/** Tests of requests and formats. */
@NullMarked
package dev.quartzite.service.transcription;

import org.jspecify.annotations.NullMarked;
