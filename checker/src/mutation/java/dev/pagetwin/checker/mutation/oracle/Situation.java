package dev.pagetwin.checker.mutation.oracle;

import dev.pagetwin.checker.cex.OpText;
import dev.pagetwin.checker.design.Designs;
import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.checker.twin.Shown;
import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Profile;
import dev.pagetwin.spec.Profile.Claim;
import dev.pagetwin.spec.Profile.Device;
import dev.pagetwin.spec.Profile.SaveAt;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.op.Ops;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.tagstorage.Region;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Where walks begin that ask for what random steps seldom lead to: the steps to get there, in a machine with room for
 * just that. They are told in {@code situations.txt}, each as its name, its {@code machine} (sizes that it does not
 * name are {@link #SIZES}), the paths it is {@code with}, if any, and its steps.
 */
record Situation(Preset preset, List<Op> story) {
    private static final String RESOURCE = "/situations.txt";
    private static final Map<String, String> SIZES = Map.ofEntries(
            Map.entry("mms", "2"), Map.entry("vas", "4"), Map.entry("pages", "8"), Map.entry("slots", "4"),
            Map.entry("granules", "2"), Map.entry("tags", "3"), Map.entry("data", "2"), Map.entry("offsets", "0"),
            Map.entry("order", "0"), Map.entry("areas", "1"), Map.entry("cont", "0"), Map.entry("regions", ""),
            Map.entry("save", "writeback"), Map.entry("slotcache", "no"), Map.entry("device", "sync"),
            Map.entry("scrub", "no"), Map.entry("claim", "on-demand"));

    static List<Situation> all() {
        List<Situation> all = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (String line : text().split("\n")) {
            if (!line.isBlank()) {
                lines.add(line.strip());
            } else if (!lines.isEmpty()) {
                all.add(of(lines));
                lines.clear();
            }
        }
        all.add(of(lines));
        return all;
    }

    private static String text() {
        try (InputStream in = Objects.requireNonNull(Situation.class.getResourceAsStream(RESOURCE))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Situation of(List<String> lines) {
        Map<String, String> sizes = new HashMap<>(SIZES);
        Set<String> paths = Set.of();
        List<String> steps = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] words = line.split(" +");
            List<String> rest = List.of(words).subList(1, words.length);
            switch (words[0]) {
                case "machine" -> rest.forEach(size -> sizes.put(size.split("=")[0], size.split("=")[1]));
                case "with" -> paths = Set.copyOf(rest);
                default -> steps.add(String.join(" ", words));
            }
        }
        Bounds bounds = bounds(sizes);
        Preset preset = new Preset(lines.get(0).replace(' ', '-'), lines.get(0), bounds, paths, Set.of());
        return new Situation(preset, steps.stream().map(step -> op(step, bounds, lines.get(0))).toList());
    }

    private static Bounds bounds(Map<String, String> sizes) {
        Profile profile = new Profile(
                choice(SaveAt.values(), sizes.get("save")), sizes.get("slotcache").equals("yes"),
                choice(Device.values(), sizes.get("device")), sizes.get("scrub").equals("yes"),
                choice(Claim.values(), sizes.get("claim")));
        return new Bounds(
                        n(sizes, "mms"), n(sizes, "vas"), n(sizes, "pages"), n(sizes, "slots"), n(sizes, "granules"),
                        n(sizes, "tags"), n(sizes, "data"), profile)
                .withOffsets(n(sizes, "offsets"))
                .withOrder(n(sizes, "order"))
                .withAreas(n(sizes, "areas"))
                .withCont(n(sizes, "cont"))
                .withRegions(regions(sizes.get("regions")));
    }

    private static int n(Map<String, String> sizes, String name) {
        return Integer.parseInt(sizes.get(name));
    }

    private static <T> T choice(T[] all, String text) {
        return Arrays.stream(all).filter(one -> Shown.text(one).equals(text)).findFirst().orElseThrow();
    }

    /** Each with its six numbers, a comma between them. */
    private static List<Region> regions(String text) {
        List<Region> regions = new ArrayList<>();
        for (String region : text.isEmpty() ? new String[0] : text.split(";")) {
            int[] n = Arrays.stream(region.split(",")).mapToInt(Integer::parseInt).toArray();
            regions.add(new Region(n[0], n[1], n[2], n[3], n[4], n[5]));
        }
        return regions;
    }

    private static Op op(String text, Bounds bounds, String name) {
        return Objects.requireNonNull(Ops.named(text.split(" ")[0]), text).all(bounds).stream()
                .filter(op -> OpText.of(op).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(name + ": " + text));
    }

    /** The reference and the designs that agree with it, each with its preset. */
    Map<Design, Preset> designs() {
        List<Design> designs = new ArrayList<>(List.of(Designs.reference()));
        designs.addAll(DesignsOracle.agreeing(preset.bounds()));
        Map<Design, Preset> own = new LinkedHashMap<>();
        designs.forEach(design -> own.put(design, preset.withBounds(
                preset.bounds().withProfile(design.profile(preset.bounds().profile())))));
        return own;
    }
}
