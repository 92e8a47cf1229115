package dev.quartzite.acoustic;

/**
 * Where a network really runs.
 *
 * @param used never {@link Device#AUTO}
 * @param detail the device's name where it has one; why it is not the device that was asked for
 *     first, if it is not
 */
public record DeviceReport(Device used, String detail) {}
