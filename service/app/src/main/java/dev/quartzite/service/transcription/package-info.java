/**
 * {@code POST /v1/audio/transcriptions}: a recording → its transcript in the format asked for.
 *
 * <pre>{@code
 * MultipartForm ─RequestReader→ TranscriptionRequest ─Transcription→ Result ─TranscriptFormat→ body of the answer
 *                                                     └ part by part ─EventStream→ server-sent events
 * }</pre>
 */
@NullMarked
package dev.quartzite.service.transcription;

import org.jspecify.annotations.NullMarked;
