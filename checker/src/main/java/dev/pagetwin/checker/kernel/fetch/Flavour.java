package dev.pagetwin.checker.kernel.fetch;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a user asks for: {@code 6.12}, {@code newest}, or with pages of 16 KB {@code 6.12-16k}.
 *
 * @param version major and minor number, or {@code newest}
 * @param pages {@code ""} for pages of 4 KB, or {@code -16k}
 */
record Flavour(String version, String pages) {
    private static final Pattern ASKED = Pattern.compile("(\\d+\\.\\d+|newest)(-16k)?");
    private static final Pattern RELEASE = Pattern.compile("(\\d+\\.\\d+)\\..*");

    static Flavour of(String asked) {
        Matcher matcher = ASKED.matcher(asked);
        if (!matcher.matches()) {
            throw new SetupException("kernel '" + asked + "': expected newest or a number such as 6.12 or 6.12-16k");
        }
        String version = matcher.group(1);
        String pages = matcher.group(2);
        return new Flavour(version == null ? "" : version, pages == null ? "" : pages);
    }

    boolean newest() {
        return version.equals("newest");
    }

    /** Debian's package that always needs the newest image; the smallest flavour that there is. */
    String meta() {
        return pages.isEmpty() ? "linux-image-cloud-arm64" : "linux-image-arm64-16k";
    }

    /** Packages that hold the image, its modules and its configuration. */
    Pattern parts() {
        String kind = pages.isEmpty() ? "-cloud-arm64" : "-arm64-16k";
        return Pattern.compile("linux-(image|binary|modules|base)-\\d.*" + kind);
    }

    /** The suites that may have it, the likeliest first. */
    List<Suite> suites() {
        return switch (version) {
            case "newest" -> List.of(Suite.SID);
            case "6.1" -> List.of(Suite.BOOKWORM);
            case "6.12" -> List.of(Suite.TRIXIE, Suite.BOOKWORM_BACKPORTS);
            default -> List.of(Suite.TRIXIE_BACKPORTS, Suite.SID);
        };
    }

    /** The name of a kernel of this flavour, from what {@code uname -r} says in it. */
    String name(String release) {
        Matcher matcher = RELEASE.matcher(release);
        return (matcher.matches() ? String.valueOf(matcher.group(1)) : release) + pages;
    }
}
