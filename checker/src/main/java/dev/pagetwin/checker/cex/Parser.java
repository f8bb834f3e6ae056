package dev.pagetwin.checker.cex;

import dev.pagetwin.checker.cex.Counterexample.Step;
import dev.pagetwin.checker.twin.Compare;
import dev.pagetwin.checker.twin.Divergence;
import dev.pagetwin.checker.twin.FailureClass;
import dev.pagetwin.checker.twin.Shown;
import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Profile;
import dev.pagetwin.spec.Profile.Claim;
import dev.pagetwin.spec.Profile.Device;
import dev.pagetwin.spec.Profile.SaveAt;
import dev.pagetwin.spec.tagstorage.Region;
import java.util.ArrayList;
import java.util.List;

/** Reads a file from top to bottom. Strict in everything but the number of spaces between two columns. */
final class Parser {
    private static final List<String> SIZES =
            List.of("mms", "vas", "pages", "slots", "granules", "tags", "data", "offsets", "order", "areas", "cont",
                    "ratio", "regions");

    /** The most of each that a file has to say, as {@link Bounds} has it. */
    private static final List<Integer> MOST = List.of(26, 1024, 1024, 1024, 4096, 16, 16);

    private static final int MOST_OFFSETS = 1024;

    private static final List<String> PROFILE = List.of("save", "slotcache", "device", "scrub", "claim");
    private static final Claim[] LATER_CLAIMS = {Claim.WHEN_TAGGED, Claim.ALWAYS};
    private static final int MOST_RATIO = 64;

    private final Lines lines;
    private final Fields fields;

    private Parser(Lines lines) {
        this.lines = lines;
        this.fields = new Fields(lines);
    }

    static Counterexample parse(String file, byte[] bytes) throws CexException {
        return new Parser(Lines.of(file, bytes)).file();
    }

    private Counterexample file() throws CexException {
        version();
        String id = fields.name("an id");
        String title = fields.text("a title");
        String design = fields.design();
        String flaw = fields.name("the id of a flaw, or none");
        Words words = fields.next();
        String preset = Fields.name(words.next(), "the name of a preset");
        List<Integer> sizes = sizes(words);
        List<Region> regions = regions(words, sizes);
        Bounds bounds = bounds(sizes, profile()).withRegions(regions);
        Compare compare = fields.choice(Compare.values(), Shown::text);
        FailureClass failure = fields.choice(FailureClass.values(), FailureClass::verdict);
        List<String> broken = breaks();
        Minimal minimal = minimal();
        String source = fields.text("where it comes from");
        rule();
        StepReader reader = new StepReader(bounds);
        List<String> story = reader.story(lines);
        List<Step> steps = reader.steps(lines);
        lastStep(steps.size());
        var differences = DifferenceReader.differences(lines);
        String why = fields.text("the mechanism in a sentence");
        lines.end();
        return new Counterexample(
                id, title, design, flaw.equals("none") ? null : flaw, preset, bounds, compare, minimal, source, story,
                steps, new Divergence(failure, steps.size(), differences, broken), why);
    }

    private void version() throws CexException {
        String expected = "'cex " + Printer.VERSION + "'";
        Line line = lines.next(expected);
        Words words = line.words(0);
        Word head = words.next();
        if (!head.is("cex") || head.at() > 0) {
            throw head.not(expected);
        }
        Word version = words.next();
        if (!version.is(Printer.VERSION)) {
            String only = "version " + Printer.VERSION + ", the only one that this tool reads";
            throw version.isEnd() ? version.not(only) : version.not("version " + version.found(), only);
        }
        words.end();
    }

    private static List<Integer> sizes(Words words) throws CexException {
        List<Integer> sizes = new ArrayList<>();
        for (int most : MOST) {
            sizes.add(words.value(SIZES, sizes.size()).number(1, most));
        }
        sizes.add(words.hasKey("offsets") ? words.value(SIZES, sizes.size()).number(1, MOST_OFFSETS) : 0);
        sizes.add(words.hasKey("order") ? words.value(SIZES, sizes.size()).number(1, mostOrder(sizes)) : 0);
        sizes.add(words.hasKey("areas") ? areas(words.value(SIZES, sizes.size()), sizes) : 1);
        sizes.add(words.hasKey("cont") ? cont(words.value(SIZES, sizes.size())) : 0);
        return sizes;
    }

    /** The slots are divided evenly between the areas, and a folio's lie in one. */
    private static int areas(Word word, List<Integer> sizes) throws CexException {
        int slots = sizes.get(SIZES.indexOf("slots"));
        int areas = word.number(2, Math.min(slots, 29));
        if (slots % (areas << sizes.get(SIZES.indexOf("order"))) != 0) {
            throw word.not("a number of areas that divides " + slots + " slots evenly");
        }
        return areas;
    }

    private static int cont(Word word) throws CexException {
        int cont = word.number(1, 1024);
        if (Integer.bitCount(cont) != 1) {
            throw word.not("a power of two");
        }
        return cont;
    }

    /** A folio is no larger than all pages. */
    private static int mostOrder(List<Integer> sizes) {
        return Math.min(Bounds.MOST_ORDER, 31 - Integer.numberOfLeadingZeros(sizes.get(SIZES.indexOf("pages"))));
    }

    private static Bounds bounds(List<Integer> n, Profile profile) {
        return new Bounds(n.get(0), n.get(1), n.get(2), n.get(3), n.get(4), n.get(5), n.get(6), profile)
                .withOffsets(n.get(7))
                .withOrder(n.get(8))
                .withAreas(n.get(9))
                .withCont(n.get(10));
    }

    /** What is left of the line: tag storage, if it is managed. */
    private static List<Region> regions(Words words, List<Integer> sizes) throws CexException {
        if (!words.hasKey("ratio")) {
            words.end();
            return List.of();
        }
        int ratio = words.value(SIZES, sizes.size()).number(1, MOST_RATIO);
        Word word = words.value(SIZES, sizes.size() + 1);
        words.end();
        try {
            List<Region> regions = RegionText.parse(word.text(), ratio, sizes.get(SIZES.indexOf("pages")));
            if (regions == null) {
                throw word.not(RegionText.EXPECTED);
            }
            return regions;
        } catch (IllegalArgumentException e) {
            String[] said = String.valueOf(e.getMessage()).replaceFirst("^region: ", "").split(", expected ", 2);
            throw word.not("a region that " + said[0], said[said.length - 1]);
        }
    }

    private Profile profile() throws CexException {
        Words words = fields.next();
        SaveAt save = Fields.choice(words.value(PROFILE, 0), SaveAt.values(), Shown::text);
        String slotCache = Fields.choice(words.value(PROFILE, 1), new String[] {"on", "off"}, on -> on);
        Device device = Fields.choice(words.value(PROFILE, 2), Device.values(), Shown::text);
        boolean scrub = words.hasKey("scrub");
        if (scrub) {
            Fields.choice(words.value(PROFILE, 3), new String[] {"on"}, on -> on);
        }
        Claim claim = words.hasMore()
                ? Fields.choice(words.value(PROFILE, 4), LATER_CLAIMS, Shown::text)
                : Claim.ON_DEMAND;
        words.end();
        return new Profile(save, slotCache.equals("on"), device, scrub, claim);
    }

    private List<String> breaks() throws CexException {
        Words words = fields.next();
        Word word = words.next();
        if (word.is("none")) {
            words.end();
            return List.of();
        }
        List<String> broken = new ArrayList<>();
        while (word.text().endsWith(",")) {
            property(word, word.text().substring(0, word.text().length() - 1), broken);
            word = words.next();
        }
        property(word, word.text(), broken);
        words.end();
        Fields.bounded(word, String.join(", ", broken).length());
        return broken;
    }

    private static void property(Word word, String name, List<String> broken) throws CexException {
        if (!Texts.isProperty(name)) {
            throw word.not("the name of a property" + (broken.isEmpty() ? ", or none" : ""));
        }
        if (broken.contains(name)) {
            throw word.not("a second " + name, "another property");
        }
        broken.add(name);
    }

    private Minimal minimal() throws CexException {
        Word phrase = fields.next().phrase();
        Minimal minimal = Minimal.parse(phrase.text());
        if (minimal == null) {
            throw phrase.not("such as '9 of 41 steps, no step can be dropped' or '9 steps, shortest possible'");
        }
        return minimal;
    }

    private void rule() throws CexException {
        Line line = lines.next(Printer.RULE);
        if (!line.text().equals(Printer.RULE)) {
            throw line.words(0).rest().not(Printer.RULE);
        }
    }

    private void lastStep(int last) throws CexException {
        Words words = fields.next();
        Word step = words.next();
        if (!step.is("step")) {
            throw step.not("step " + last);
        }
        Word number = words.next();
        if (!number.is(String.valueOf(last))) {
            throw number.not(last + ", the last step");
        }
        words.end();
    }
}
