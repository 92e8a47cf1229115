package dev.quartzite.service.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * A way to the service that can be closed: behind it, the service is gone. It can hold answers back
 * after a word of theirs, so that a test comes while they are under way.
 */
final class Gateway implements AutoCloseable {
  /** What no answer has. */
  private static final String NOTHING = "\0nothing\0";

  private final ServerSocket entrance;
  private final int target;
  private final CountDownLatch held = new CountDownLatch(1);
  private volatile String last = NOTHING;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  Gateway(int target) throws IOException {
    this(target, 0);
  }

  /**
   * @param port where it is to be; 0 for anywhere
   */
  Gateway(int target, int port) throws IOException {
    this.target = target;
    this.entrance = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  int port() {
    return entrance.getLocalPort();
  }

  String address() {
    return "http://localhost:%d/".formatted(port());
  }

  /** Holds back what comes after this text. */
  void holdAfter(String text) {
    last = text;
  }

  /** Holds nothing back any more. */
  void release() {
    last = NOTHING;
    held.countDown();
  }

  private void accept() throws IOException {
    while (true) {
      Socket caller = entrance.accept();
      Socket service = new Socket(InetAddress.getLoopbackAddress(), target);
      open.add(caller);
      open.add(service);
      start(() -> carry(caller.getInputStream(), service.getOutputStream()));
      start(() -> carry(service.getInputStream(), caller.getOutputStream()));
    }
  }

  private void carry(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[1 << 14];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      out.write(buffer, 0, count);
      out.flush();
      if (new String(buffer, 0, count, StandardCharsets.ISO_8859_1).contains(last)) {
        await();
      }
    }
    out.close();
  }

  private void await() throws IOException {
    try {
      held.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /** Whatever an end of this is closed for ends its thread. */
  private static void start(Carrying work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // One of the ends is gone, as it is meant to be.
              }
            },
            "gateway");
    thread.setDaemon(true);
    thread.start();
  }

  @FunctionalInterface
  private interface Carrying {
    void run() throws IOException;
  }

  @Override
  public void close() throws IOException {
    entrance.close();
    for (Socket socket : open) {
      socket.close();
    }
    // Only now: what was held back must not slip through before the ends are closed.
    release();
  }
}
