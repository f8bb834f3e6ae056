package dev.pagetwin.checker.mutation.pit;

import dev.pagetwin.checker.mutation.oracle.Ask;
import dev.pagetwin.checker.mutation.oracle.Asks;
import dev.pagetwin.checker.mutation.oracle.Walks;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.pitest.classinfo.ClassByteArraySource;
import org.pitest.help.PitHelpError;
import org.pitest.testapi.AbstractTestUnit;
import org.pitest.testapi.Configuration;
import org.pitest.testapi.Description;
import org.pitest.testapi.ResultCollector;
import org.pitest.testapi.TestGroupConfig;
import org.pitest.testapi.TestPluginFactory;
import org.pitest.testapi.TestSuiteFinder;
import org.pitest.testapi.TestUnit;
import org.pitest.testapi.TestUnitExecutionListener;
import org.pitest.testapi.TestUnitFinder;

/**
 * Makes every question of the oracle a test of its own. PIT has one process for each class that it changes; the plugin
 * for JUnit runs all tests there first to find out what they are, which would take longer than what they are run for.
 */
public final class AsksPlugin implements TestPluginFactory {
    private static boolean warm;

    @Override
    public Configuration createTestFrameworkConfiguration(
            TestGroupConfig config, ClassByteArraySource source, Collection<String> excludedRunners,
            Collection<String> includedTestMethods) {
        return new Questions();
    }

    @Override
    public String name() {
        return "asks";
    }

    @Override
    public String description() {
        return "questions of the oracle";
    }

    /** What is made once only is to be made before anything is changed. */
    private static synchronized void warmUp() {
        if (!warm) {
            warm = true;
            Walks.warmUp();
        }
    }

    /** What is a class of questions; everything else is left to other plugins. */
    private static final class Questions implements Configuration, TestUnitFinder {
        @Override
        public int priority() {
            return DEFAULT_PRIORITY - 1;
        }

        @Override
        public TestUnitFinder testUnitFinder() {
            return this;
        }

        @Override
        public TestSuiteFinder testSuiteFinder() {
            return type -> List.of();
        }

        @Override
        public Optional<PitHelpError> verifyEnvironment() {
            return Optional.empty();
        }

        @Override
        public List<TestUnit> findTestUnits(Class<?> type, TestUnitExecutionListener listener) {
            if (type.isInterface() || !Asks.class.isAssignableFrom(type)) {
                return List.of();
            }
            try {
                warmUp();
                Asks asks = (Asks) type.getDeclaredConstructor().newInstance();
                return asks.all().stream().map(ask -> (TestUnit) new Unit(type, ask)).toList();
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(type.getName(), e);
            }
        }
    }

    /** One question. */
    private static final class Unit extends AbstractTestUnit {
        private final Ask ask;

        Unit(Class<?> type, Ask ask) {
            super(new Description(ask.name(), type));
            this.ask = ask;
        }

        @Override
        public void execute(ResultCollector rc) {
            rc.notifyStart(getDescription());
            try {
                ask.check().run();
                rc.notifyEnd(getDescription());
            } catch (Throwable e) {
                rc.notifyEnd(getDescription(), e);
            }
        }
    }
}
