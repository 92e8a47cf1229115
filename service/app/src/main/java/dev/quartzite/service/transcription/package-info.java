/** {@code POST /v1/audio/transcriptions}: a recording → its transcript in the format asked for. */
@NullMarked
package dev.quartzite.service.transcription;

import org.jspecify.annotations.NullMarked;
