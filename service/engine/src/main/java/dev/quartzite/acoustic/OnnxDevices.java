package dev.quartzite.acoustic;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtEpDevice;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import ai.onnxruntime.providers.OrtTensorRTProviderOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Brings the execution provider of a {@link Device} into the options of a session, and says which
 * one it became. What a build of ONNX Runtime contains is not what works on a machine, so each is
 * tried.
 */
final class OnnxDevices {
  /** Providers of each library that this process has registered: a library is registered once. */
  private static final Map<Path, Set<String>> REGISTERED = new HashMap<>();

  /** A usual thread has 1 MB. */
  private static final long STACK_BYTES = 16L << 20;

  private OnnxDevices() {}

  /**
   * Starts ONNX Runtime, on a thread with a large stack. Version 1.29 takes the command line of the
   * process apart with a regular expression that recurses by its length: one of 5,000 characters,
   * as a class path easily is, overflows the stack of a usual thread, and the process dies without
   * a word.
   */
  static OrtEnvironment start() {
    CompletableFuture<OrtEnvironment> environment = new CompletableFuture<>();
    Runnable creation =
        () -> {
          try {
            environment.complete(
                OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR));
          } catch (RuntimeException | LinkageError e) {
            environment.completeExceptionally(e);
          }
        };
    new Thread(null, creation, "onnxruntime-start", STACK_BYTES).start();
    return environment.join();
  }

  /**
   * Adds the provider for a device.
   *
   * @throws ModelException if it was asked for and cannot be used
   */
  static DeviceReport add(OrtEnvironment environment, SessionOptions options, RuntimeOptions choice)
      throws OrtException {
    return switch (choice.device()) {
      case CPU -> new DeviceReport(Device.CPU, "");
      case PLUGIN -> addPlugin(environment, options, choice.provider());
      case CUDA, TENSORRT -> required(options, choice);
      case AUTO -> {
        try {
          yield addNvidia(options, Device.CUDA, choice.provider());
        } catch (OrtException e) {
          yield new DeviceReport(Device.CPU, "cuda cannot be used: " + e.getMessage());
        }
      }
    };
  }

  private static DeviceReport required(SessionOptions options, RuntimeOptions choice) {
    try {
      return addNvidia(options, choice.device(), choice.provider());
    } catch (OrtException e) {
      throw new ModelException(
          "device %s was asked for and cannot be used: %s; use cpu or auto, or the GPU build"
              .formatted(choice.device().label(), e.getMessage()),
          e);
    }
  }

  private static DeviceReport addNvidia(
      SessionOptions options, Device device, ProviderSettings settings) throws OrtException {
    // Recordings have any length: memory patterns would be kept for each, and an exhaustive search
    // made for each.
    options.setMemoryPatternOptimization(false);
    if (device == Device.TENSORRT) {
      try (OrtTensorRTProviderOptions tensorRt = new OrtTensorRTProviderOptions(0)) {
        for (Map.Entry<String, String> option : settings.options().entrySet()) {
          tensorRt.add(option.getKey(), option.getValue());
        }
        options.addTensorrt(tensorRt);
      }
    }
    try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(0)) {
      cuda.add("cudnn_conv_algo_search", "HEURISTIC");
      cuda.add("arena_extend_strategy", "kSameAsRequested");
      if (device == Device.CUDA) {
        for (Map.Entry<String, String> option : settings.options().entrySet()) {
          cuda.add(option.getKey(), option.getValue());
        }
      }
      options.addCUDA(cuda);
    }
    return new DeviceReport(device, "");
  }

  private static DeviceReport addPlugin(
      OrtEnvironment environment, SessionOptions options, ProviderSettings settings)
      throws OrtException {
    Path library =
        settings
            .library()
            .orElseThrow(() -> new ModelException("device plugin needs a provider's library"));
    if (!Files.isRegularFile(library)) {
      throw new ModelException("the provider's library %s does not exist".formatted(library));
    }
    Set<String> providers = register(environment, library);
    List<OrtEpDevice> offered =
        environment.getEpDevices().stream()
            .filter(device -> providers.contains(device.getEpName()))
            .toList();
    List<OrtEpDevice> chosen =
        offered.stream().filter(device -> hardware(device).equals(settings.hardware())).toList();
    if (chosen.isEmpty()) {
      throw new ModelException(
          "the provider in %s offers no device of kind %s here; it offers %s"
              .formatted(
                  library.getFileName(),
                  settings.hardware(),
                  offered.isEmpty()
                      ? "none"
                      : offered.stream().map(OnnxDevices::hardware).toList()));
    }
    options.addExecutionProvider(chosen, settings.options());
    return new DeviceReport(
        Device.PLUGIN, chosen.get(0).getEpName() + " on " + settings.hardware());
  }

  private static synchronized Set<String> register(OrtEnvironment environment, Path library)
      throws OrtException {
    Path key = library.toAbsolutePath().normalize();
    Set<String> providers = REGISTERED.get(key);
    if (providers == null) {
      Set<String> before = names(environment);
      environment.registerExecutionProviderLibrary("plugin-" + REGISTERED.size(), key.toString());
      providers = names(environment);
      providers.removeAll(before);
      REGISTERED.put(key, providers);
    }
    return providers;
  }

  private static Set<String> names(OrtEnvironment environment) throws OrtException {
    Set<String> names = new HashSet<>();
    for (OrtEpDevice device : environment.getEpDevices()) {
      names.add(device.getEpName());
    }
    return names;
  }

  private static String hardware(OrtEpDevice device) {
    return device.getDevice().getType().name().toLowerCase(Locale.ROOT);
  }
}
