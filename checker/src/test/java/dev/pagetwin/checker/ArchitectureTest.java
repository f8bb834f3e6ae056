package dev.pagetwin.checker;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Arrows run one way: cli → search, shrink, cex, report → twin → spec, impl. Spec and impl share only ids. */
class ArchitectureTest {
    private static final String KERNEL_VIEW = "dev.pagetwin.impl.KernelView";
    private static final String ABSTRACTION = "dev.pagetwin.checker.twin.Abstraction";

    /**
     * A root package holds what all below it use (Geometry), and beside it the façade, which uses all below it. So that
     * this is no cycle, each façade counts as a slice of its own.
     */
    private static final String WINDOW_VIEW = "dev.pagetwin.checker.twin.WindowView";
    private static final String BACKGROUND = "dev.pagetwin.checker.search.large.Background";
    private static final Set<String> FACADES = Set.of("dev.pagetwin.impl.Kernel", KERNEL_VIEW);

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.pagetwin");

    @Test
    void theThreeModulesAreAllRead() {
        for (String module : new String[] {"spec", "impl", "checker"}) {
            assertThat(HOUSE).as(module).anyMatch(c -> c.getPackageName().startsWith("dev.pagetwin." + module));
        }
    }

    @Test
    void specDependsOnNothingButJava() {
        classes().that().resideInAPackage("dev.pagetwin.spec..")
                .should().onlyDependOnClassesThat()
                .resideInAnyPackage("dev.pagetwin.spec..", "java..", "org.checkerframework..")
                .check(HOUSE);
    }

    @Test
    void implDependsOnlyOnIdsAndPrimitiveCollections() {
        classes().that().resideInAPackage("dev.pagetwin.impl..")
                .should().onlyDependOnClassesThat()
                .resideInAnyPackage("dev.pagetwin.impl..", "dev.pagetwin.spec.id", "org.eclipse.collections..",
                        "org.checkerframework..", "java..")
                .check(HOUSE);
    }

    @Test
    void packagesAreFreeOfCycles() {
        slices().assignedFrom(new PackagesAndFacades()).should().beFreeOfCycles().check(HOUSE);
    }

    /** A window's view is the abstraction's glasses; the background is what the specification knows nothing of. */
    @Test
    void onlyTheAbstractionReadsTheStateOfTheImplementation() {
        noClasses().that(resideInAPackage("dev.pagetwin.checker..")
                        .and(DescribedPredicate.not(within(ABSTRACTION)))
                        .and(DescribedPredicate.not(within(WINDOW_VIEW)))
                        .and(DescribedPredicate.not(within(BACKGROUND))))
                .should().dependOnClassesThat(within(KERNEL_VIEW))
                .check(HOUSE);
    }

    @Test
    void theTwinKnowsNothingAboveIt() {
        noClasses().that().resideInAPackage("dev.pagetwin.checker.twin..")
                .should().dependOnClassesThat().resideInAnyPackage(
                        "dev.pagetwin.checker.cli..", "dev.pagetwin.checker.search..", "dev.pagetwin.checker.shrink..",
                        "dev.pagetwin.checker.cex..", "dev.pagetwin.checker.report..")
                .allowEmptyShould(true)
                .check(HOUSE);
    }

    @Test
    void onlyTheCommandLineKnowsTheCommandLine() {
        noClasses().that().resideInAnyPackage(
                        "dev.pagetwin.checker.search..", "dev.pagetwin.checker.shrink..", "dev.pagetwin.checker.cex..",
                        "dev.pagetwin.checker.report..")
                .should().dependOnClassesThat().resideInAPackage("dev.pagetwin.checker.cli..")
                .allowEmptyShould(true)
                .check(HOUSE);
    }

    /** The class of that name, and the classes nested in it. */
    private static DescribedPredicate<JavaClass> within(String className) {
        return belongTo(DescribedPredicate.describe(className, c -> name(className).test(c)));
    }

    private static final class PackagesAndFacades implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass c) {
            String outermost = c.getName().replaceFirst("\\$.*", "");
            if (FACADES.contains(outermost)) {
                return SliceIdentifier.of(outermost);
            }
            return c.getPackageName().startsWith("dev.pagetwin.")
                    ? SliceIdentifier.of(c.getPackageName())
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "packages, each façade apart,";
        }
    }
}
