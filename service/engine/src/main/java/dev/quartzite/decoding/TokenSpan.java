package dev.quartzite.decoding;

/**
 * A token of a hypothesis and the frames in which it was heard.
 *
 * @param token index in the alphabet, never the blank
 * @param startFrame first frame
 * @param endFrame frame after the last
 * @param logProb mean log-probability of the token over its frames, natural log
 */
public record TokenSpan(int token, int startFrame, int endFrame, double logProb) {}
