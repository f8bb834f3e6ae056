package dev.pagetwin.checker.kernel.fetch;

import java.nio.file.Path;

/**
 * Where Debian's packages come from and who may have signed them.
 *
 * @param url of the folder that has {@code dists} and {@code pool}; security updates are at the same with
 *     {@code -security} at its end
 * @param keyring the keys whose signatures apt takes
 * @param expired whether a list whose signature is right is taken even after the date its signers gave it
 */
public record Mirror(String url, Path keyring, boolean expired) {
    /** Debian's own address, which answers from a mirror nearby. */
    public static final String DEBIAN = "http://deb.debian.org/debian";

    /** Where Debian's package of its own keys puts them. */
    public static final Path KEYRING = Path.of("/usr/share/keyrings/debian-archive-keyring.gpg");

    /** Without a slash at the end. */
    public Mirror {
        while (url.endsWith("/")) {
            url = url.substring(0, url.length() - 1);
        }
    }
}
