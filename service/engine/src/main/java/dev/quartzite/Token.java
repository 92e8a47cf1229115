package dev.quartzite;

/**
 * A token of the network's alphabet and when it was heard.
 *
 * @param index in the alphabet
 * @param text as the alphabet writes it
 * @param start seconds from the beginning of the recording
 * @param end seconds from the beginning of the recording
 * @param logProb mean log-probability over its frames, natural log
 */
public record Token(int index, String text, double start, double end, double logProb) {}
