package dev.quartzite.acoustic;

/**
 * Where a network really runs.
 *
 * @param used {@link Device#CPU} or {@link Device#CUDA}
 * @param reason why it is not the device that was asked for first; empty if it is
 */
public record DeviceReport(Device used, String reason) {}
