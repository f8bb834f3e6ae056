package dev.pagetwin.checker.twin;

import dev.pagetwin.spec.invariant.Invariants;
import dev.pagetwin.spec.monitor.Monitor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Every part of the oracle: what is compared, by what of the state it is about; invariants; monitors. */
public final class Parts {
    /** What means every comparison. */
    public static final String COMPARISONS = "comparisons";

    /** What means every invariant and monitor. */
    public static final String PROPERTIES = "properties";

    /** Answers. */
    static final String RESULTS = "results";

    /** What the kernel changes while nobody asks. */
    static final String BETWEEN = "between-steps";

    /** What the kernel's own check of its representation says. */
    static final String REPRESENTATION = "representation";

    /** What the kernel throws. */
    static final String CRASH = "crash";

    static final String BETWEEN_STEPS = "between steps / ";

    private static final List<Comparison> COMPARED = List.of(
            new Comparison(RESULTS, "the answer of each step", "result"),
            new Comparison(BETWEEN, "the kernel before a step is as it was after the last"),
            new Comparison(
                    "rejections", "a rejection leaves all of the kernel as it was", "what the kernel holds beyond"),
            new Comparison("outside", "nothing outside of the window is written to", "the background"),
            new Comparison("address-spaces", "which address spaces there are", "mm"),
            new Comparison("areas", "the attributes of areas", "mm / vma"),
            new Comparison("entries", "what an entry is, and which page or slot it names", "mm / pte"),
            new Comparison("entry-rights", "what an entry permits", "mm / pte / prot", "mm / pte / readable"),
            new Comparison("entry-tagged", "whether an entry shows tags", "mm / pte / tagged"),
            new Comparison("entry-dirty", "whether an entry is dirty", "mm / pte / dirty"),
            new Comparison("entry-age", "whether an entry is young", "mm / pte / age"),
            new Comparison("entry-waits", "whether an entry waits for tag storage", "mm / pte / waits"),
            new Comparison("entry-exclusive", "whether a swap entry's page was exclusive", "mm / pte / exclusive"),
            new Comparison("huge-entries", "which ranges one entry maps", "mm / huge entry"),
            new Comparison("calls", "what an address space has in flight", "mm / call"),
            new Comparison("pins", "which pages are pinned", "mm / pins"),
            new Comparison("file", "where the pages of the shared file are", "file"),
            new Comparison("folios", "which frames are allocated, and as folios of what size", "folio"),
            new Comparison("folio-lock", "who has isolated a folio", "folio / lock"),
            new Comparison("folio-destination", "where a folio migrates to", "folio / to"),
            new Comparison("folio-dirty", "whether a folio is newer than the device", "folio / dirty"),
            new Comparison("folio-writeback", "whether the device still writes a folio", "folio / writeback"),
            new Comparison("folio-slot", "where in the swap cache a folio is", "folio / slot"),
            new Comparison("folio-lazy-free", "whether a folio may be discarded", "folio / lazyFree"),
            new Comparison("page-data", "the data of a frame", "page"),
            new Comparison("page-tags", "the tags of a frame", "page / tags"),
            new Comparison("page-tag-state", "whether a frame's tags mean something", "page / tagState"),
            new Comparison("page-exclusive", "whether a page is one entry's alone", "page / exclusive"),
            new Comparison("page-reserved", "whether tag storage is reserved for a frame", "page / reserved"),
            new Comparison("slots", "the state of a swap slot", "slot"),
            new Comparison("slot-data", "the data that is due from a slot", "slot / due"),
            new Comparison(
                    "slot-tags", "the tags that are due from a slot", "slot / due / tags", "slot / due / tagState"),
            new Comparison("swap-areas", "the state of a swap area", "swap area"),
            new Comparison("references", "the count of references to a folio", "count of references to"),
            new Comparison("mappings", "the count of mappings of a frame", "count of mappings of"),
            new Comparison("users", "the count of users of a slot", "count of users of"),
            new Comparison("storage-users", "the count of users of tag storage", "count of users of block"),
            new Comparison("orphans", "the records that belong to nobody", "orphans"),
            new Comparison(REPRESENTATION, "the kernel's representation is consistent", "representation"),
            new Comparison(CRASH, "the kernel does not throw", "exception"));

    /** All, comparisons first, then invariants and monitors in the order of their catalogues. */
    public static final List<Part> ALL = Stream.of(
                    COMPARED.stream().map(c -> new Part(c.name(), Part.Kind.COMPARISON, c.sentence())),
                    Invariants.ALL.stream().map(i -> new Part(i.name(), Part.Kind.INVARIANT, i.sentence())),
                    Monitor.ALL.stream().map(m -> new Part(m.name(), Part.Kind.MONITOR, m.sentence())))
            .flatMap(parts -> parts)
            .toList();

    private static final Map<String, String> FIELDS = fields();

    /** What a segment of a path can begin with before an id, the longest first. */
    private static final List<String> WORDS = TreeDiff.ONE.values().stream()
            .sorted(Comparator.comparing(String::length).reversed().thenComparing(Comparator.naturalOrder()))
            .toList();

    /** A comparison, and the fields of the state that it is about; those below belong to it if nobody else has them. */
    private record Comparison(String name, String sentence, List<String> fields) {
        Comparison(String name, String sentence, String... fields) {
            this(name, sentence, List.of(fields));
        }
    }

    private Parts() {}

    /** The part of that name, or null. */
    public static @Nullable Part named(String name) {
        return ALL.stream().filter(part -> part.name().equals(name)).findFirst().orElse(null);
    }

    /** The names of the parts that a word means: one part's, or all of a kind's, such as {@code invariants}. */
    public static List<String> meant(String word) {
        return ALL.stream()
                .filter(part -> part.name().equals(word)
                        || (Shown.text(part.kind()) + "s").equals(word)
                        || (part.isProperty() && word.equals(PROPERTIES)))
                .map(Part::name)
                .toList();
    }

    /** The names of the parts that speak in a divergence: each alone would have told of it. */
    public static Set<String> speaking(Divergence divergence) {
        Set<String> names = new LinkedHashSet<>();
        divergence.differences().forEach(difference -> names.add(of(difference.path())));
        names.addAll(divergence.broken());
        return names;
    }

    /** The name of the comparison that finds differences at a path. */
    static String of(String path) {
        String from = path.startsWith(BETWEEN_STEPS) ? path.substring(BETWEEN_STEPS.length()) : path;
        List<String> fields = new ArrayList<>();
        for (String segment : from.split(" / ")) {
            fields.add(field(segment));
        }
        for (int length = fields.size(); length > 0; length--) {
            String part = FIELDS.get(String.join(" / ", fields.subList(0, length)));
            if (part != null) {
                return part;
            }
        }
        throw new IllegalStateException("no part of the oracle compares " + path);
    }

    /** A segment without its id. */
    private static String field(String segment) {
        if (FIELDS.containsKey(segment)) {
            return segment;
        }
        for (String word : WORDS) {
            if (segment.startsWith(word + " ")) {
                return word;
            }
        }
        int space = segment.indexOf(' ');
        return space < 0 ? segment : segment.substring(0, space);
    }

    private static Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        COMPARED.forEach(comparison -> comparison.fields().forEach(field -> fields.put(field, comparison.name())));
        return fields;
    }
}
