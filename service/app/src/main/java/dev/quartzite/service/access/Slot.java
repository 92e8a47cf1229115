package dev.quartzite.service.access;

/** A place among few. It is given back when it is closed. */
public interface Slot extends AutoCloseable {
  @Override
  void close();
}
