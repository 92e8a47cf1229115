package dev.quartzite.service;

import java.lang.reflect.Proxy;

/**
 * What SIGTERM does. It is how an operator and Kubernetes end a service, so one that has then
 * finished what was running has done all right and exits with 0; Java itself would say 143.
 *
 * <p>Implementation note. {@code sun.misc.Signal} is there on every JDK (module jdk.unsupported),
 * but javac warns of each mention of it in a way that cannot be turned off; hence the reflection.
 */
final class Termination {
  private Termination() {}

  /** From now on SIGTERM runs all shutdown hooks and ends the process with status 0. */
  static void exitWithZero() {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object exit =
          Proxy.newProxyInstance(
              Termination.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                System.exit(0);
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance("TERM"), exit);
    } catch (ReflectiveOperationException e) {
      // Another Java machine; its own status for SIGTERM is only less kind.
    }
  }
}
