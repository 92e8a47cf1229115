package dev.quartzite.service.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.web.bind.annotation.RestController;

/** Features stand beside one another, controllers are thin edges, the engine keeps its secrets. */
class DependencyTest {
  private static final JavaClasses SERVICE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.quartzite.service");

  @Test
  void featuresAreFreeOfCycles() {
    slices().matching("dev.quartzite.service.(*)..").should().beFreeOfCycles().check(SERVICE);
  }

  @Test
  void controllersAreSeenByNobody() {
    classes().that().areAnnotatedWith(RestController.class).should().notBePublic().check(SERVICE);
  }

  @Test
  void whatTheEngineKeepsToItselfIsNotUsedHere() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("ai.onnxruntime..", "be.tarsos..", "org.bytedeco..")
        .check(SERVICE);
  }

  @Test
  void settingsAreInOnePlace() {
    classes()
        .that()
        .areAnnotatedWith(ConfigurationProperties.class)
        .should()
        .resideInAPackage("dev.quartzite.service.settings")
        .check(SERVICE);
  }

  @Test
  void onlyUploadsKnowsHowTomcatReadsForms() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.quartzite.service.uploads", "dev.quartzite.service.errors")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.tomcat..", "org.apache.catalina..", "org.apache.coyote..")
        .check(SERVICE);
  }
}
