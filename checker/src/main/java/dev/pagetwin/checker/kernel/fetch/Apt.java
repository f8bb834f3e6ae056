package dev.pagetwin.checker.kernel.fetch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * apt with a configuration of its own: one suite, one architecture, nothing installed. The system's lists, packages and
 * settings are neither read nor written; only its proxies are taken over.
 */
final class Apt {
    private static final Duration LIMIT = Duration.ofMinutes(15);
    private static final Pattern PLANNED = Pattern.compile("^Inst (\\S+) .*?\\((\\S+) .*$");
    private static final Pattern DEPENDENCY = Pattern.compile("(\\S+)(?: \\(= ([^)]+)\\))?.*");

    private final Path folder;
    private final Suite suite;
    private final String architecture;
    private final Mirror mirror;
    private boolean updated;

    Apt(Path folder, Suite suite, String architecture, Mirror mirror) {
        this.folder = folder;
        this.suite = suite;
        this.architecture = architecture;
        this.mirror = mirror;
    }

    Suite suite() {
        return suite;
    }

    /** A package that apt knows, and would fetch. */
    record Wanted(String name, String version) {
        String exact() {
            return name + "=" + version;
        }
    }

    /** Complains about a host that lacks what the rest needs. */
    static void check(Mirror mirror) {
        for (String name : List.of("apt-get", "apt-cache", "apt-config", "dpkg", "dpkg-deb")) {
            if (Program.onPath(name) == null) {
                throw new SetupException("found no " + name + " on this host, expected one: kernels and tools "
                        + "are Debian's packages, and apt checks their signatures");
            }
        }
        if (!Files.isReadable(mirror.keyring())) {
            throw new SetupException(mirror.keyring() + ": found nothing, expected Debian's keys "
                    + "(package debian-archive-keyring), without which no signature can be checked");
        }
    }

    /** What dpkg calls the architecture of this host. */
    static String host(Path scratch) {
        Program.Said said = new Program("dpkg", "--print-architecture").run(scratch, Duration.ofMinutes(1));
        if (!said.well()) {
            throw new SetupException("dpkg --print-architecture: " + said.complaint());
        }
        return said.out().strip();
    }

    /** Fetches the suite's lists, once; apt checks who signed them. */
    void update() {
        if (updated) {
            return;
        }
        configure();
        Program.Said said = apt("apt-get", "-q", "update", "--error-on=any");
        if (!said.well()) {
            String hint = said.complaint().contains("is expired") ? "; --allow-expired takes it all the same" : "";
            throw new SetupException(
                    suite.word() + " at " + mirror.url() + ": cannot be fetched, " + said.complaint() + hint);
        }
        updated = true;
    }

    private void configure() {
        try {
            for (String one : List.of("etc/apt.conf.d", "etc/preferences.d", "etc/sources.list.d", "etc/trusted.gpg.d",
                    "state/lists/partial", "cache/archives/partial", "log")) {
                Files.createDirectories(folder.resolve(one));
            }
            Files.write(folder.resolve("status"), new byte[0]);
            Files.write(folder.resolve("etc/sources.list"), suite.lines(mirror, architecture));
            Files.write(folder.resolve("apt.conf"), settings());
        } catch (IOException e) {
            throw Folders.failed(folder, e);
        }
    }

    private List<String> settings() {
        List<String> lines = new ArrayList<>(List.of(
                "APT::Architecture \"" + architecture + "\";",
                "APT::Architectures { \"" + architecture + "\"; };",
                "APT::Sandbox::User \"\";",
                "Dir \"" + folder + "/\";",
                "Dir::Etc \"" + folder + "/etc/\";",
                "Dir::State \"" + folder + "/state/\";",
                "Dir::State::status \"" + folder + "/status\";",
                "Dir::Cache \"" + folder + "/cache/\";",
                "Dir::Log \"" + folder + "/log/\";",
                "Acquire::Languages \"none\";",
                "Acquire::PDiffs \"false\";",
                "Acquire::Retries \"1\";",
                "Acquire::http::Timeout \"20\";",
                "Acquire::https::Timeout \"20\";"));
        if (mirror.expired()) {
            lines.add("Acquire::Check-Valid-Until \"false\";");
        }
        lines.addAll(proxies());
        return lines;
    }

    private List<String> proxies() {
        Program.Said said = new Program("apt-config", "dump").run(folder.resolve("log"), Duration.ofMinutes(1));
        return said.out().lines().filter(line -> line.matches("(?i)Acquire::https?::Proxy.*")).toList();
    }

    private Program.Said apt(String... command) {
        return new Program(command)
                .with("APT_CONFIG", folder.resolve("apt.conf").toString())
                .run(folder.resolve("log"), LIMIT);
    }

    /** These packages and all that they need, as if nothing were installed. */
    List<Wanted> closure(List<String> names) {
        update();
        List<String> command = new ArrayList<>(List.of("apt-get", "-q", "-s", "--no-install-recommends", "install"));
        command.addAll(names);
        Program.Said said = apt(command.toArray(String[]::new));
        if (!said.well()) {
            throw new SetupException(suite.word() + ": " + said.complaint());
        }
        List<Wanted> wanted = new ArrayList<>();
        for (String line : said.out().lines().toList()) {
            Matcher matcher = PLANNED.matcher(line);
            if (matcher.matches()) {
                wanted.add(new Wanted(group(matcher, 1), group(matcher, 2)));
            }
        }
        return wanted;
    }

    /** What a package and the packages it leads to are called, as far as they bear such a name; none if unknown. */
    List<Wanted> following(String name, Pattern names) {
        update();
        List<Wanted> found = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>(Set.of(name));
        Deque<String> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            String next = open.removeFirst();
            Map<String, String> fields = fields(next);
            String version = fields.get("Version");
            if (version == null) {
                continue;
            }
            if (names.matcher(next).matches()) {
                found.add(new Wanted(next, version));
            }
            Stream.of(fields.getOrDefault("Depends", "").split(",\\s*"))
                    .map(DEPENDENCY::matcher)
                    .filter(Matcher::matches)
                    .map(matcher -> group(matcher, 1))
                    .filter(one -> one.startsWith("linux-") && seen.add(one))
                    .forEach(open::addLast);
        }
        return found;
    }

    /** What is known of a package's newest version; nothing if it is not there. */
    private Map<String, String> fields(String name) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String line : apt("apt-cache", "show", "--no-all-versions", name).out().lines().toList()) {
            int colon = line.indexOf(": ");
            if (colon > 0 && !line.startsWith(" ")) {
                fields.putIfAbsent(line.substring(0, colon), line.substring(colon + 2));
            }
        }
        return fields;
    }

    /** Which archive has that very version, such as {@code trixie-security}. */
    String archive(Wanted wanted) {
        for (String line : apt("apt-cache", "madison", wanted.name()).out().lines().toList()) {
            String[] columns = line.split("\\|");
            if (columns.length == 3 && columns[1].strip().equals(wanted.version())) {
                String[] words = columns[2].strip().split(" ");
                return words.length > 1 ? words[1].replaceFirst("/.*", "") : suite.word();
            }
        }
        return suite.word();
    }

    /** Fetches packages to a folder; apt compares each with the signed lists. */
    List<Path> download(List<Wanted> wanted, Path to) {
        List<String> command = new ArrayList<>(List.of("apt-get", "-q", "download"));
        wanted.forEach(one -> command.add(one.exact()));
        Program.Said said = new Program(command)
                .with("APT_CONFIG", folder.resolve("apt.conf").toString())
                .in(to)
                .run(folder.resolve("log"), LIMIT);
        List<Path> packages = Folders.files(to).stream().filter(file -> Folders.name(file).endsWith(".deb")).toList();
        if (!said.well() || packages.size() < wanted.size()) {
            throw new SetupException(suite.word() + " at " + mirror.url() + ": cannot be fetched, " + said.complaint());
        }
        return packages;
    }

    /** Unpacks packages over each other, without installing anything. */
    static void unpack(List<Path> packages, Path to, Path scratch) {
        for (Path one : packages) {
            Program.Said said = new Program("dpkg-deb", "-x", one.toString(), to.toString())
                    .run(scratch, Duration.ofMinutes(5));
            if (!said.well()) {
                throw new SetupException(Folders.name(one) + ": cannot be unpacked, " + said.complaint());
            }
        }
    }

    /** What a set of packages is noted down as, a line each. */
    static void note(List<Wanted> packages, String archive, Path file) throws IOException {
        List<String> lines = packages.stream()
                .map(one -> one.name() + " " + one.version() + " " + archive)
                .toList();
        Files.write(file, lines, StandardCharsets.UTF_8);
    }

    private static String group(Matcher matcher, int index) {
        String text = matcher.group(index);
        return text == null ? "" : text;
    }
}
