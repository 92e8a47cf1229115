package dev.quartzite.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.Architectures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuartziteClientTest {
  private static final JavaClasses CLIENT =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.quartzite.client");

  @Test
  void packagesKnowEachOtherInOneDirection() {
    Architectures.layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("commands")
        .definedBy("dev.quartzite.client")
        .layer("evaluation")
        .definedBy("dev.quartzite.client.evaluation")
        .layer("report")
        .definedBy("dev.quartzite.client.report")
        .layer("batch")
        .definedBy("dev.quartzite.client.batch")
        .layer("bench")
        .definedBy("dev.quartzite.client.bench")
        .layer("http")
        .definedBy("dev.quartzite.client.http")
        .whereLayer("commands")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("evaluation")
        .mayOnlyBeAccessedByLayers("commands")
        .whereLayer("report")
        .mayOnlyBeAccessedByLayers("commands")
        .whereLayer("bench")
        .mayOnlyBeAccessedByLayers("commands")
        .whereLayer("batch")
        .mayOnlyBeAccessedByLayers("commands", "report", "bench")
        .whereLayer("http")
        .mayOnlyBeAccessedByLayers("commands", "report", "batch", "bench")
        .check(CLIENT);
  }

  @Test
  void onlyTheCommandsKnowPicocli() {
    ArchRuleDefinition.noClasses()
        .that()
        .resideInAnyPackage("dev.quartzite.client.*")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("picocli..")
        .check(CLIENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"transcribe", "evaluate", "watch", "bench"})
  void eachCommandHelpsWithExamples(String command) {
    CommandLineRun run = CommandLineRun.of(command, "--help");
    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("Example").contains("  quartzite-client " + command);
  }

  @Test
  void completesOnTheShell() {
    assertThat(CommandLineRun.of("generate-completion").out())
        .contains("complete -F _complete_quartzite-client")
        .contains("--wait-for-server");
  }

  @Test
  void aMissingCommandIsWrongUsage() {
    assertThat(CommandLineRun.of().status()).isEqualTo(2);
    assertThat(CommandLineRun.of("transcripe").err()).contains("transcripe");
  }
}
