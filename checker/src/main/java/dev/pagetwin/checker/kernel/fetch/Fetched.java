package dev.pagetwin.checker.kernel.fetch;

import java.nio.file.Path;
import java.util.List;

/** What was fetched for one purpose: the package that was wanted, how many came with it, and how large they all are. */
record Fetched(String name, String version, int packages, long bytes, String archive) {
    static Fetched of(String main, List<Apt.Wanted> wanted, List<Path> files, String archive) {
        String version = wanted.stream()
                .filter(one -> one.name().equals(main))
                .map(Apt.Wanted::version)
                .findFirst()
                .orElse("");
        return new Fetched(main, version, files.size(), files.stream().mapToLong(Folders::length).sum(), archive);
    }

    /** The line for the user. */
    String line() {
        String more = packages == 1 ? "" : " and " + (packages - 1) + " more";
        return name + " " + version + more + " from " + archive + ", " + Folders.megabytes(bytes);
    }
}
