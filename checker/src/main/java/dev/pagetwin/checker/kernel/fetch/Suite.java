package dev.pagetwin.checker.kernel.fetch;

import java.util.List;

/** A release of Debian, with what belongs to it. The names are those in a line of sources.list. */
enum Suite {
    BOOKWORM("bookworm", "bookworm-security"),
    BOOKWORM_BACKPORTS("bookworm-backports", ""),
    TRIXIE("trixie", "trixie-security"),
    TRIXIE_BACKPORTS("trixie-backports", ""),
    SID("sid", "");

    private final String word;
    private final String security;

    Suite(String word, String security) {
        this.word = word;
        this.security = security;
    }

    String word() {
        return word;
    }

    /** Lines of sources.list for one architecture. */
    List<String> lines(Mirror mirror, String architecture) {
        String head = "deb [arch=" + architecture + " signed-by=" + mirror.keyring() + "] ";
        String own = head + mirror.url() + " " + word + " main";
        return security.isEmpty()
                ? List.of(own)
                : List.of(own, head + mirror.url() + "-security " + security + " main");
    }
}
