package dev.pagetwin.checker.mutation;

import dev.pagetwin.checker.mutation.oracle.BroughtOracle;
import dev.pagetwin.checker.mutation.oracle.DesignsOracle;
import dev.pagetwin.checker.mutation.oracle.FileOracle;
import dev.pagetwin.checker.mutation.oracle.FlawedOracle;
import dev.pagetwin.checker.mutation.oracle.HardwareOracle;
import dev.pagetwin.checker.mutation.oracle.HookOracle;
import dev.pagetwin.checker.mutation.oracle.LargeOracle;
import dev.pagetwin.checker.mutation.oracle.LongerOracle;
import dev.pagetwin.checker.mutation.oracle.NeighboursOracle;
import dev.pagetwin.checker.mutation.oracle.PairsOracle;
import dev.pagetwin.checker.mutation.oracle.PathRejectionOracle;
import dev.pagetwin.checker.mutation.oracle.PolicyOracle;
import dev.pagetwin.checker.mutation.oracle.PropertyOracle;
import dev.pagetwin.checker.mutation.oracle.RandomOracle;
import dev.pagetwin.checker.mutation.oracle.RefusalOracle;
import dev.pagetwin.checker.mutation.oracle.RejectionOracle;
import dev.pagetwin.checker.mutation.oracle.ReplayOracle;
import dev.pagetwin.checker.mutation.oracle.ShownOracle;
import dev.pagetwin.checker.mutation.oracle.SituationOracle;
import dev.pagetwin.checker.mutation.oracle.SnapshotOracle;
import dev.pagetwin.checker.mutation.oracle.StatesOracle;
import dev.pagetwin.checker.mutation.oracle.StoreOracle;
import dev.pagetwin.checker.mutation.oracle.TinyOracle;
import dev.pagetwin.checker.mutation.oracle.ToldOracle;
import dev.pagetwin.checker.mutation.oracle.WholeCallOracle;
import dev.pagetwin.checker.mutation.pit.OpenOnly;
import dev.pagetwin.impl.Kernel;
import dev.pagetwin.spec.Machine;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pitest.mutationtest.commandline.MutationCoverageReport;

/**
 * Changes the specification and the implementation in thousands of small ways, and tells which of the changes replay,
 * exhaustive search and random lockstep see. Packages are named as below {@code dev.pagetwin}. A result that is there
 * already is taken if {@code pagetwin.mutation.again} is {@code false}. What is listed as equivalent is asked the quick
 * questions only, unless {@code pagetwin.mutation.listed} is {@code true}: a survivor takes longest.
 */
public final class Main {
    private static final String FILE = "mutations.xml";
    private static final String PREFIX = "dev.pagetwin.";
    private static final Path ROOT = Path.of(System.getProperty("pagetwin.root", ".."));
    private static final Path LISTS = ROOT.resolve(Path.of("checker", "src", "mutation", "survivors"));
    private static final Path RESULTS = ROOT.resolve(Path.of("checker", "target", "mutation", "results"));
    private static final boolean LISTED_TOO = Boolean.getBoolean("pagetwin.mutation.listed");
    private static final boolean AGAIN = !System.getProperty("pagetwin.mutation.again", "true").equals("false");

    /** What is prose for people, and nothing that is compared or stored. */
    private static final String PROSE = "toString,sentence";

    /** What is quick goes first; what survives it is asked everything else. */
    private static final List<Class<?>> QUICK = List.of(ReplayOracle.class, RandomOracle.class, RejectionOracle.class);

    private static final List<Class<?>> LONGER = List.of(
            ToldOracle.class, PathRejectionOracle.class, PairsOracle.class, LongerOracle.class,
            WholeCallOracle.class, NeighboursOracle.class, SituationOracle.class, RefusalOracle.class,
            LargeOracle.class, DesignsOracle.class, FlawedOracle.class, FileOracle.class, ShownOracle.class,
            BroughtOracle.class, SnapshotOracle.class, HardwareOracle.class, HookOracle.class, StoreOracle.class,
            PolicyOracle.class, TinyOracle.class, PropertyOracle.class, StatesOracle.class);

    /** How the code is compiled: soon, where most changes are seen at once, or as fast as can be. */
    private static final String SOON = "-XX:TieredStopAtLevel=1";

    private static final String FAST = "-XX:+TieredCompilation";

    private Main() {}

    public static void main(String[] args) throws IOException {
        List<String> packages = Stream.of(args).flatMap(arg -> Stream.of(arg.split("[ ,]+"))).toList();
        List<Score> scores = new ArrayList<>();
        for (String name : packages) {
            Path quick = RESULTS.resolve(name).resolve("quick");
            Path longer = RESULTS.resolve(name).resolve("longer");
            Listed listed = Listed.read(LISTS.resolve(name + ".txt"));
            if (AGAIN || !Files.exists(longer.resolve(FILE))) {
                mutate(name, QUICK, "", quick);
                Path open = RESULTS.resolve(name).resolve("open.txt");
                Files.write(open, open(Mutants.read(List.of(quick.resolve(FILE)), PREFIX + name + "."), listed));
                mutate(name, LONGER, open.toString(), longer);
            }
            List<Path> files = List.of(quick.resolve(FILE), longer.resolve(FILE));
            List<Mutant> mutants = new ArrayList<>(Mutants.read(files, PREFIX + name + ".").values());
            mutants.sort(Mutant.ORDER);
            scores.add(new Score(name, mutants, listed));
        }
        print(scores);
        if (!scores.stream().allMatch(Score::isGood)) {
            System.exit(1);
        }
    }

    /** What is to be asked everything else: nobody has killed it, and it is not known to be equivalent. */
    private static List<String> open(Map<String, Mutant> mutants, Listed listed) {
        return mutants.entrySet().stream()
                .filter(entry -> entry.getValue().fate() != Mutant.Fate.KILLED)
                .filter(entry -> LISTED_TOO || !listed.isEquivalent(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static void mutate(String name, List<Class<?>> oracle, String open, Path results) {
        System.setProperty(OpenOnly.OPEN, open);
        Class<?> anchor = name.startsWith("spec.") ? Machine.class : Kernel.class;
        MutationCoverageReport.main(new String[] {
            "--mutableCodePaths", codeOf(anchor),
            "--targetClasses", PREFIX + name + ".*",
            "--excludedMethods", PROSE,
            "--targetTests", oracle.stream().map(Class::getName).collect(Collectors.joining(",")),
            "--sourceDirs", ROOT.resolve(name.substring(0, name.indexOf('.'))).resolve("src/main/java").toString(),
            "--reportDir", results.toString(),
            "--timestampedReports", "false",
            "--outputFormats", "XML",
            "--mutators", "DEFAULTS",
            "--threads", System.getProperty("pagetwin.mutation.threads", "2"),
            // A change that makes a loop endless is seen; what is slow on a busy machine must not count as that.
            "--timeoutFactor", "10",
            "--timeoutConst", "12000",
            "--jvmArgs", String.join(",",
                    "-Xmx1500m", "-XX:+UseSerialGC", open.isEmpty() ? SOON : FAST, "-Dpagetwin.root=" + ROOT)
        });
    }

    private static String codeOf(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void print(List<Score> scores) {
        System.out.println();
        System.out.println(Score.HEADER);
        scores.forEach(score -> System.out.println(score.row()));
        for (Score score : scores) {
            score.listed().equivalent().forEach((reason, keys) ->
                    section(score.name() + ", equivalent: " + reason, keys));
            score.listed().missed().forEach((reason, keys) -> section(score.name() + ", missed: " + reason, keys));
            section(score.name() + ", listed, but killed or gone", score.outdated());
            section(score.name() + ", survived and not listed", score.unlisted().stream()
                    .map(m -> m.key() + (m.fate() == Mutant.Fate.NOT_COVERED ? ", not covered" : "")
                            + ", line " + m.line())
                    .toList());
        }
    }

    private static void section(String title, List<String> lines) {
        if (!lines.isEmpty()) {
            System.out.printf(Locale.ROOT, "%n%s%n", title);
            lines.forEach(line -> System.out.println("  " + line));
        }
    }
}
