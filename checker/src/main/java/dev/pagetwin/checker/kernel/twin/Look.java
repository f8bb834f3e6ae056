package dev.pagetwin.checker.kernel.twin;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Va;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the pages of all workers are, as {@code /proc} shows it without touching them: one look at a guest.
 *
 * @param places what is at each address of each address space that exists
 * @param file for each page of the file whether it is in memory ({@code p}), swapped out ({@code s}) or a hole
 */
record Look(Map<MmId, Map<Va, Seen>> places, String file) {
    /** What an entry is. */
    enum Kind {
        /** Nothing. */
        NONE,
        /** A page is mapped. */
        PAGE,
        /** A swap entry. */
        SLOT,
        /** The pages of the guest that stand for one page are not all in the same state. */
        MIXED
    }

    /**
     * What is at one address.
     *
     * @param name the frame's number, or the slot's type and offset; of the first page of the guest, if there are
     *     several
     * @param flags what the kernel says of the frame, or of the slot's place in the swap cache, a letter each
     */
    record Seen(Kind kind, String name, String flags) {
        static final Seen NOTHING = new Seen(Kind.NONE, "", "");

        boolean has(char flag) {
            return flags.indexOf(flag) >= 0;
        }

        boolean page() {
            return kind == Kind.PAGE && !has('z');
        }

        /** Whether the flag of tagged pages is shown: of a page of a large folio the kernel shows the first one's. */
        boolean showsFlag() {
            return !has('l');
        }

        boolean zero() {
            return kind == Kind.PAGE && has('z');
        }

        boolean swapped() {
            return kind == Kind.SLOT;
        }

        /** In a word, for messages. */
        String text() {
            return switch (kind) {
                case NONE -> "nothing";
                case PAGE -> zero() ? "the zero page" : "a page";
                case SLOT -> "a swap entry";
                case MIXED -> "not the same everywhere in the folio";
            };
        }
    }

    Seen at(MmId mm, Va va) {
        return places.getOrDefault(mm, Map.of()).getOrDefault(va, Seen.NOTHING);
    }

    /** Looks at every address space of the machine. */
    static Look at(Agent agent, Layout layout, Machine m) {
        List<MmId> mms = m.mms().keys();
        List<String> commands = new ArrayList<>();
        for (MmId mm : mms) {
            commands.add(Layout.worker(mm) + " pm 0 " + layout.pages(m.bounds().vas()));
            commands.add(Layout.worker(mm) + " incore 0 " + layout.pages(m.bounds().vas()));
        }
        for (int i = 0; i < m.bounds().offsets(); i++) {
            commands.add("file " + i * layout.scale());
        }
        List<String> replies = agent.asks(commands);
        Map<MmId, Map<Va, Seen>> places = new LinkedHashMap<>();
        for (int i = 0; i < mms.size(); i++) {
            places.put(mms.get(i), parse(replies.get(2 * i), replies.get(2 * i + 1), layout));
        }
        return new Look(places, String.join("", replies.subList(2 * mms.size(), replies.size())));
    }

    private static Map<Va, Seen> parse(String reply, String incore, Layout layout) {
        String[] words = reply.trim().split(" +");
        Map<Va, Seen> places = new LinkedHashMap<>();
        for (Va va : layout.bounds().vaIds()) {
            Seen all = null;
            for (int i = layout.page(va); i < layout.page(va) + layout.scale(); i++) {
                Seen one = seen(Said.part(words, i), Said.letter(incore, i) == '1');
                all = all == null ? one : both(all, one);
            }
            places.put(va, all == null ? Seen.NOTHING : all);
        }
        return places;
    }

    private static Seen both(Seen first, Seen other) {
        boolean flags = !first.showsFlag() || !other.showsFlag() || first.has('t') == other.has('t');
        boolean alike = first.kind() == other.kind() && first.has('z') == other.has('z') && flags;
        return alike ? first : new Seen(Kind.MIXED, "", "");
    }

    private static Seen seen(String word, boolean inCache) {
        String[] parts = word.split(":", -1);
        return switch (parts[0]) {
            case "-" -> Seen.NOTHING;
            case "p" -> new Seen(Kind.PAGE, Said.part(parts, 1), Said.part(parts, 2));
            case "s" -> new Seen(Kind.SLOT, Said.part(parts, 1) + ":" + Said.part(parts, 2), inCache ? "c" : "");
            default -> throw new Serial.GuestLost(
                    "the agent shows a page as '" + word + "'", new IllegalStateException());
        };
    }
}
