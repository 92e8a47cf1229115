package dev.quartzite.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class HelpTest extends CommandTest {
  static Stream<String> commands() {
    return below(QuartziteModels.commandLine(), "");
  }

  private static Stream<String> below(CommandLine command, String path) {
    return command.getSubcommands().entrySet().stream()
        .flatMap(
            entry -> {
              String name = path + entry.getKey() + " ";
              return Stream.concat(Stream.of(name), below(entry.getValue(), name));
            });
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandTellsWhatItDoes(String command) {
    assertThat(run((Object[]) (command + "--help").split(" "))).as(err.toString()).isZero();
    assertThat(out.toString()).startsWith("Usage: quartzite-models " + command.strip());
  }
}
