package dev.quartzite.audio;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.ffmpeg.ffmpeg;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;

/**
 * The FFmpeg program that travels in the jar, unpacked once into JavaCPP's cache ({@code
 * ~/.javacpp/cache}, or the system property {@code org.bytedeco.javacpp.cachedir}) and found there
 * by later starts; or one that was unpacked ahead of time by {@link UnpackFfmpeg}, in the folder
 * that the system property {@value #FOLDER} names.
 *
 * <p>Implementation notes. JavaCPP's own {@code Loader.load(ffmpeg.class)} loads the native
 * libraries into this process first, where a corrupt recording could take the JVM down, and fails
 * where a library of the desktop is absent. So only its cache is used.
 *
 * <p>On Linux the program is linked with the libraries of screens and sound cards (X11, ALSA,
 * PulseAudio, udev, VA-API), which a server does not have and decoding never calls. Each that is
 * not in the jar is replaced by a link to a small library that is: the dynamic linker is content
 * with the name (and says "no version information available"), and binds functions only when they
 * are called.
 */
final class FfmpegProgram {
  /** The system property that names a folder with the program, which may be read-only. */
  static final String FOLDER = "dev.quartzite.ffmpeg";

  private static final List<String> DEVICE_LIBRARIES =
      List.of(
          "libasound.so.2",
          "libdrm.so.2",
          "libpulse.so.0",
          "libudev.so.1",
          "libva-drm.so.2",
          "libva.so.2",
          "libxcb-shm.so.0",
          "libxcb.so.1");

  /** In the jar for x86-64 the first, in that for ARM the second; both need the C library only. */
  private static final List<String> STAND_INS = List.of("libdrm.so.2", "libvcos.so");

  private static @Nullable FfmpegProgram program;

  private final Path executable;
  private final Path standIns;

  private FfmpegProgram(Path executable, Path standIns) {
    this.executable = executable;
    this.standIns = standIns;
  }

  /**
   * The program, unpacked if it is not yet. A failure is not remembered: the disk may have room the
   * next time.
   *
   * @throws IllegalStateException if it cannot be unpacked
   */
  static synchronized FfmpegProgram get() {
    if (program == null) {
      @Nullable String folder = System.getProperty(FOLDER);
      program = folder == null ? unpack() : in(Path.of(folder));
    }
    return program;
  }

  Path executable() {
    return executable;
  }

  static boolean onLinux() {
    return Loader.getPlatform().startsWith("linux");
  }

  /** Leaves in a child's environment only what the program needs to start. */
  void prepare(Map<String, String> environment) {
    environment.keySet().retainAll(Set.of("SystemRoot"));
    if (onLinux()) {
      environment.put(
          "LD_LIBRARY_PATH", standIns + File.pathSeparator + executable.resolveSibling(""));
    }
  }

  /**
   * The program in a folder that {@link UnpackFfmpeg} has filled, or fills now.
   *
   * @throws IllegalStateException if it is not there, or cannot be used
   */
  static FfmpegProgram in(Path folder) {
    Path executable = folder.resolve(executableName());
    if (!Files.isRegularFile(executable)) {
      throw new IllegalStateException(
          "no FFmpeg in %s, which -D%s names; UnpackFfmpeg puts it there"
              .formatted(folder, FOLDER));
    }
    try {
      return ready(executable);
    } catch (IOException e) {
      throw new IllegalStateException("FFmpeg in " + folder + " cannot be used: " + e, e);
    }
  }

  private static String executableName() {
    return Loader.getPlatform().startsWith("windows") ? "ffmpeg.exe" : "ffmpeg";
  }

  private static FfmpegProgram unpack() {
    String platform = Loader.getPlatform();
    try {
      for (File folder : Loader.cacheResources(ffmpeg.class, platform + "/")) {
        Path executable = folder.toPath().resolve(executableName());
        if (Files.isRegularFile(executable)) {
          return ready(executable);
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(
          "FFmpeg cannot be unpacked into " + cacheHint() + ": " + e.getMessage(), e);
    }
    throw new IllegalStateException(
        "no FFmpeg for "
            + platform
            + " on the class path: build with -Dnative.platform="
            + platform);
  }

  private static FfmpegProgram ready(Path executable) throws IOException {
    if (!executable.toFile().setExecutable(true) && !Files.isExecutable(executable)) {
      throw new IOException(executable + " cannot be made executable");
    }
    Path standIns = executable.resolveSibling("stand-ins");
    if (onLinux()) {
      Files.createDirectories(standIns);
      for (String library : DEVICE_LIBRARIES) {
        if (Files.notExists(executable.resolveSibling(library))) {
          link(standIns.resolve(library), Path.of("..").resolve(standIn(executable)));
        }
      }
    }
    return new FfmpegProgram(executable, standIns);
  }

  private static String standIn(Path executable) throws IOException {
    return STAND_INS.stream()
        .filter(library -> Files.exists(executable.resolveSibling(library)))
        .findFirst()
        .orElseThrow(() -> new IOException("none of " + STAND_INS + " is beside " + executable));
  }

  private static void link(Path link, Path target) throws IOException {
    try {
      Files.createSymbolicLink(link, target);
    } catch (FileAlreadyExistsException e) {
      // An earlier start, or one beside this one, has made it.
    }
  }

  private static String cacheHint() {
    return "JavaCPP's cache (-Dorg.bytedeco.javacpp.cachedir=DIR chooses a folder with 80 MB free)";
  }
}
