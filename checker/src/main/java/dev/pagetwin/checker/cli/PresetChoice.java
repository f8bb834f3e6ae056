package dev.pagetwin.checker.cli;

import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Presets by name. */
final class PresetChoice {
    private PresetChoice() {}

    /** The preset with this name. */
    static Preset one(String name) {
        Preset preset = Presets.named(name);
        if (preset == null) {
            throw unknown(name);
        }
        return preset;
    }

    /** The presets that the names mean, each once; a family's name means all its members, no name means all presets. */
    static List<Preset> of(List<String> names) {
        List<Preset> presets = new ArrayList<>();
        for (String name : names) {
            List<Preset> family = Presets.family(name);
            if (family.isEmpty()) {
                throw unknown(name);
            }
            presets.addAll(family);
        }
        return names.isEmpty() ? Presets.ALL : presets.stream().distinct().toList();
    }

    private static BadInput unknown(String name) {
        String all = Presets.ALL.stream().map(Preset::name).collect(Collectors.joining(", "));
        return new BadInput("--preset " + name + ": unknown, expected one of " + all);
    }
}
