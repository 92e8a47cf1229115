package dev.quartzite;

/**
 * A word of a transcript.
 *
 * @param text the word
 * @param start seconds from the beginning of the recording
 * @param end seconds from the beginning of the recording
 * @param confidence how sure the recogniser is, 0 to 1
 */
public record Word(String text, double start, double end, double confidence) {}
