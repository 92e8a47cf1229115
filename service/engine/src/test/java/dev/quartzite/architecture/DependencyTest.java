package dev.quartzite.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/**
 * The dependencies of the architecture: (base) → decoding → acoustic → features → audio; nothing
 * points back.
 */
class DependencyTest {
  private static final JavaClasses ENGINE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.quartzite");

  @Test
  void stagesKnowOnlyTheStagesBeforeThem() {
    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage("dev.quartzite..")
        .withOptionalLayers(true)
        .layer("base")
        .definedBy("dev.quartzite")
        .layer("decoding")
        .definedBy("dev.quartzite.decoding..")
        .layer("lm")
        .definedBy("dev.quartzite.lm..")
        .layer("acoustic")
        .definedBy("dev.quartzite.acoustic..")
        .layer("features")
        .definedBy("dev.quartzite.features..")
        .layer("audio")
        .definedBy("dev.quartzite.audio..")
        .layer("math")
        .definedBy("dev.quartzite.math..")
        .whereLayer("base")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("decoding")
        .mayOnlyBeAccessedByLayers("base")
        .whereLayer("lm")
        .mayOnlyBeAccessedByLayers("base", "decoding")
        .whereLayer("acoustic")
        .mayOnlyBeAccessedByLayers("base", "decoding")
        .whereLayer("features")
        .mayOnlyBeAccessedByLayers("base", "acoustic")
        .whereLayer("audio")
        .mayOnlyBeAccessedByLayers("base", "features")
        .whereLayer("math")
        .mayOnlyBeAccessedByLayers("base", "decoding", "lm", "acoustic", "features", "audio")
        .check(ENGINE);
  }

  @Test
  void packagesAreFreeOfCycles() {
    slices().matching("dev.quartzite.(*)..").should().beFreeOfCycles().check(ENGINE);
  }

  @Test
  void onlyTwoClassesKnowOnnxRuntime() {
    noClasses()
        .that()
        .haveNameNotMatching("dev\\.quartzite\\.acoustic\\.(OnnxSession|OnnxDevices)([$].*)?")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("ai.onnxruntime..")
        .check(ENGINE);
  }

  @Test
  void onlyOneClassKnowsTarsosDsp() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("dev.quartzite.features.PowerSpectrum")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("be.tarsos..")
        .check(ENGINE);
  }

  @Test
  void onlyAudioKnowsFfmpeg() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.quartzite.audio")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.bytedeco..")
        .check(ENGINE);
  }

  @Test
  void theEngineKnowsNoFramework() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.springframework..", "jakarta..", "io.micrometer..")
        .check(ENGINE);
  }

  @Test
  void exceptionsAreFinal() {
    classes()
        .that()
        .areAssignableTo(RuntimeException.class)
        .should()
        .haveModifier(JavaModifier.FINAL)
        .check(ENGINE);
  }
}
