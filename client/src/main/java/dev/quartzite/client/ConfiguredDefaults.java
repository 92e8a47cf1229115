package dev.quartzite.client;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * Defaults of options that have a value: from the environment ({@code QUARTZITE_API_KEY} for {@code
 * --api-key}), else from a properties file ({@code api-key = …}). The file is the one that {@code
 * QUARTZITE_CONFIG} names, else {@code quartzite/client.properties} in the user's configuration
 * folder, if it is there.
 */
final class ConfiguredDefaults implements IDefaultValueProvider {
  private static final String PREFIX = "QUARTZITE_";

  private final Map<String, String> environment;
  private @Nullable Properties properties;

  ConfiguredDefaults(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    if (!(argument instanceof OptionSpec option) || !isConfigurable(option)) {
      return null;
    }
    String name = name(option);
    String variable = PREFIX + name.toUpperCase(Locale.ROOT).replace('-', '_');
    return Optional.ofNullable(environment.get(variable))
        .orElseGet(() -> properties(argument.command()).getProperty(name));
  }

  /** A switch would be turned off by naming it, if its default were on. */
  private static boolean isConfigurable(OptionSpec option) {
    return option.arity().max() > 0;
  }

  private static String name(OptionSpec option) {
    return option.longestName().replaceFirst("^-+", "");
  }

  private Properties properties(CommandSpec command) {
    if (properties == null) {
      properties = read(command);
    }
    return properties;
  }

  private Properties read(CommandSpec command) {
    Properties read = new Properties();
    Optional<Path> named = Optional.ofNullable(environment.get(PREFIX + "CONFIG")).map(Path::of);
    Path file = named.orElseGet(this::usualFile);
    if (named.isPresent() || Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        read.load(reader);
      } catch (IOException | IllegalArgumentException e) {
        throw new ParameterException(
            command.commandLine(), "the configuration cannot be read: " + e.getMessage(), e);
      }
      checkNames(read, file, command);
    }
    return read;
  }

  private Path usualFile() {
    String folder = environment.getOrDefault("XDG_CONFIG_HOME", "");
    Path home = Path.of(System.getProperty("user.home"), ".config");
    return (folder.isEmpty() ? home : Path.of(folder)).resolve("quartzite/client.properties");
  }

  /** A misspelt setting would otherwise be no setting, silently. */
  private static void checkNames(Properties read, Path file, CommandSpec command) {
    Set<String> known =
        options(command.root().commandLine())
            .filter(ConfiguredDefaults::isConfigurable)
            .map(ConfiguredDefaults::name)
            .collect(Collectors.toSet());
    for (String name : read.stringPropertyNames()) {
      if (!known.contains(name)) {
        throw new ParameterException(
            command.commandLine(),
            "%s: there is no setting '%s'; settings are the options with a value, without dashes"
                .formatted(file, name));
      }
    }
  }

  private static Stream<OptionSpec> options(CommandLine command) {
    return Stream.concat(
        command.getCommandSpec().options().stream(),
        command.getSubcommands().values().stream().flatMap(ConfiguredDefaults::options));
  }
}
