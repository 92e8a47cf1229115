package dev.quartzite.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands before a service and passes on some requests only. */
final class UnreliableProxy implements AutoCloseable {
  /** What can become of a request. */
  enum Fate {
    PASSED_ON,
    RATE_LIMITED,
    OVERLOADED,
    FAILED,
    RESET,
    HALF_ANSWERED,
    STALLED
  }

  private final ServerSocket socket = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Collection<Socket> open = new ConcurrentLinkedQueue<>();
  private final Collection<Fate> fates = new ConcurrentLinkedQueue<>();
  private final int servicePort;
  private final AtomicInteger requests = new AtomicInteger();

  UnreliableProxy(LoopbackService service) throws IOException {
    servicePort = service.port();
    threads.execute(this::accept);
  }

  URI address() {
    return URI.create("http://localhost:" + socket.getLocalPort());
  }

  /** What became of the uploads. */
  Collection<Fate> fates() {
    return fates;
  }

  private void accept() {
    try {
      while (true) {
        Socket client = socket.accept();
        open.add(client);
        threads.execute(() -> handle(client));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void handle(Socket client) {
    try {
      byte[] request = readRequest(client.getInputStream());
      boolean upload = new String(request, 0, 4, US_ASCII).equals("POST");
      Fate fate = upload ? fate() : Fate.PASSED_ON;
      if (upload) {
        fates.add(fate);
      }
      meet(fate, client, request);
    } catch (IOException e) {
      // The client has hung up.
    }
  }

  /** Every other request is passed on; the rest meets one fate after another. */
  private Fate fate() {
    int number = requests.getAndIncrement();
    int bad = Fate.values().length - 1;
    return number % 2 == 0 ? Fate.PASSED_ON : Fate.values()[1 + number / 2 % bad];
  }

  private void meet(Fate fate, Socket client, byte[] request) throws IOException {
    switch (fate) {
      case STALLED -> {} // Never answered; closed with the proxy.
      case RESET -> {
        client.setSoLinger(true, 0);
        client.close();
      }
      case RATE_LIMITED -> say(client, "429 Too Many Requests\r\nRetry-After: 0", "");
      case OVERLOADED -> say(client, "503 Service Unavailable\r\nRetry-After: 1", "");
      case FAILED -> say(client, "500 Internal Server Error", "oops");
      case HALF_ANSWERED, PASSED_ON -> {
        byte[] answer = askService(request);
        int length = fate == Fate.PASSED_ON ? answer.length : answer.length / 2;
        client.getOutputStream().write(answer, 0, length);
        client.close();
      }
    }
  }

  private static void say(Socket client, String head, String body) throws IOException {
    String answer =
        "HTTP/1.1 %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
            .formatted(head, body.length(), body);
    client.getOutputStream().write(answer.getBytes(ISO_8859_1));
    client.close();
  }

  private byte[] askService(byte[] request) throws IOException {
    try (Socket service = new Socket(InetAddress.getLoopbackAddress(), servicePort)) {
      String once =
          new String(request, ISO_8859_1).replaceFirst("\r\n", "\r\nConnection: close\r\n");
      service.getOutputStream().write(once.getBytes(ISO_8859_1));
      return service.getInputStream().readAllBytes();
    }
  }

  /** Reads head and body; the client announces the length of its bodies. */
  private static byte[] readRequest(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("the client hung up");
      }
      head.write(next);
    }
    int length =
        head.toString(ISO_8859_1)
            .lines()
            .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
            .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
            .findFirst()
            .orElse(0);
    head.write(in.readNBytes(length));
    return head.toByteArray();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket connection : open) {
      connection.close();
    }
    threads.shutdownNow();
  }
}
