package dev.pagetwin.checker.page;

import dev.pagetwin.checker.cex.Counterexample;
import dev.pagetwin.checker.report.Lane;
import dev.pagetwin.checker.twin.Difference;
import dev.pagetwin.checker.twin.Divergence;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.op.OpKind;
import dev.pagetwin.spec.op.Ops;
import dev.pagetwin.spec.state.Id;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What happened to the things that the first disagreement is about, as sentences. */
final class History {
    /** How the words of a trait go on after the name of the thing; others after "is". */
    private static final Map<String, String> VERBS = verbs();

    private History() {}

    /** What happened at a step. */
    record Sentence(int step, String text) {}

    private static Map<String, String> verbs() {
        Map<String, String> verbs = new LinkedHashMap<>();
        verbs.put("-> ", "points to ");
        verbs.put("owes ", "owes ");
        verbs.put("does ", "does ");
        verbs.put("exists", "exists");
        for (String has : List.of("no ", "tags ", "data ")) {
            verbs.put(has, "has " + has);
        }
        verbs.put("none", "holds nothing");
        verbs.put("kept", "is kept");
        verbs.put("hole", "is a hole");
        verbs.put("area ", "has an area ");
        verbs.put("tags being", "has its tags being");
        return verbs;
    }

    /** The names of the things that the first disagreement is about. */
    static Set<String> guilty(Counterexample cex) {
        Set<String> names = new LinkedHashSet<>();
        for (Difference difference : cex.divergence().differences()) {
            // The counters of a thing are about the thing.
            names.addAll(names(difference.path(), cex));
            if (!names.isEmpty()) {
                return names;
            }
        }
        Op last = cex.ops().get(cex.ops().size() - 1);
        Map<String, String> ids = new LinkedHashMap<>();
        for (OpKind.Arg arg : Ops.kindOf(last).args()) {
            if (arg.of(last) instanceof Id id) {
                ids.put(arg.name(), id.symbol());
            }
        }
        String mm = ids.get("mm");
        String va = ids.get("va");
        if (mm != null && va != null) {
            names.add(mm + " " + va);
        } else {
            names.addAll(ids.values());
        }
        return names;
    }

    private static Set<String> names(String path, Counterexample cex) {
        Set<String> words = new LinkedHashSet<>(Arrays.asList(path.split("[ /]+")));
        Set<String> names = new LinkedHashSet<>();
        for (Id mm : cex.bounds().mmIds()) {
            for (Id va : cex.bounds().vaIds()) {
                if (words.contains(mm.symbol()) && words.contains(va.symbol())) {
                    names.add(mm.symbol() + " " + va.symbol());
                }
            }
        }
        if (names.isEmpty()) {
            List<Id> ids = new ArrayList<>(cex.bounds().pfns());
            ids.addAll(cex.bounds().slotIds());
            ids.addAll(cex.bounds().offsetIds());
            ids.addAll(cex.bounds().mmIds());
            ids.stream().map(Id::symbol).filter(words::contains).forEach(names::add);
        }
        return names;
    }

    /** The story of those things, step by step: what changed of them, and what began or ceased to point to them. */
    static List<Sentence> of(Counterexample cex, List<Lane> lanes) {
        Set<String> guilty = guilty(cex);
        Map<Integer, List<String>> parts = new TreeMap<>();
        for (Lane lane : lanes) {
            boolean own = guilty.contains(lane.name()) || isOf(lane.name(), guilty);
            boolean told = false;
            for (Lane.Change change : lane.changes()) {
                boolean names = own || names(change.text(), guilty);
                // What pointed to it and no longer does is worth a word too.
                if (names || told) {
                    parts.computeIfAbsent(change.step(), step -> new ArrayList<>()).add(sentence(lane.name(), change));
                }
                told = names;
            }
        }
        List<Sentence> sentences = new ArrayList<>();
        parts.forEach((step, all) -> {
            String op = Ops.kindOf(cex.ops().get(step - 1)).name();
            sentences.add(new Sentence(step, op + ": " + String.join("; ", all) + "."));
        });
        sentences.add(new Sentence(cex.divergence().step(), end(cex.divergence())));
        return sentences;
    }

    private static boolean isOf(String lane, Set<String> guilty) {
        return guilty.stream().anyMatch(name -> lane.startsWith(name + " "));
    }

    private static boolean names(String text, Set<String> guilty) {
        return Arrays.stream(text.split("[^A-Za-z0-9]+")).anyMatch(guilty::contains);
    }

    private static String sentence(String name, Lane.Change change) {
        return name + " " + change.traits().stream().map(History::said).collect(Collectors.joining(", "));
    }

    private static String said(Lane.Trait trait) {
        String impl = trait.impl();
        return impl == null
                ? said(trait.spec())
                : said(trait.spec()) + " in the specification but " + said(impl) + " in the implementation";
    }

    private static String said(String trait) {
        String best = "";
        for (String prefix : VERBS.keySet()) {
            if (trait.startsWith(prefix) && prefix.length() > best.length()) {
                best = prefix;
            }
        }
        String verb = VERBS.get(best);
        return verb == null ? "is " + trait : verb + trait.substring(best.length());
    }

    private static String end(Divergence divergence) {
        String broken = String.join(" and ", divergence.broken());
        String breaks = broken.isEmpty() ? "" : ", which breaks " + broken;
        if (divergence.differences().isEmpty()) {
            return "Both sides agree, but the state is wrong" + breaks + ".";
        }
        Difference first = divergence.differences().get(0);
        return "For " + first.path() + ", the specification says " + first.spec() + " and the implementation "
                + first.impl() + breaks + ".";
    }
}
