package dev.quartzite.client.batch;

import java.nio.file.Path;

/**
 * A recording to transcribe.
 *
 * @param path where it is
 * @param name its path below the deepest folder that holds all inputs, with {@code /} between
 *     folders: what journal, manifest and output files call it
 * @param bytes size of the file when it was found
 */
public record Recording(Path path, String name, long bytes) {}
