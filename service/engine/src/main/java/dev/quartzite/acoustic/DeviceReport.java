package dev.quartzite.acoustic;

/**
 * Where a network really runs.
 *
 * @param used never {@link Device#AUTO}
 * @param detail for people: the device's name where it has one; why it is not the device that was
 *     asked for first, if it is not; how its texts compare with the processor's
 */
public record DeviceReport(Device used, String detail) {
  /** The same with something more to say. */
  public DeviceReport with(String more) {
    return new DeviceReport(used, detail.isEmpty() ? more : detail + "; " + more);
  }
}
