/**
 * Many recordings, unattended: found in a stable order, transcribed as many at once as the server
 * takes, written whole or not at all, and remembered in a journal so that a run that ended early
 * goes on with exactly what is missing.
 *
 * <pre>{@code
 * paths ─RecordingFinder→ Recording ─PatientClient→ Transcription ─OutputFolder→ files ─Journal→ JournalEntry
 * }</pre>
 */
@NullMarked
package dev.quartzite.client.batch;

import org.jspecify.annotations.NullMarked;
