package dev.pagetwin.spec.preset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.op.OpKind;
import dev.pagetwin.spec.op.Ops;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class PresetTest {
    private static Stream<DynamicTest> each(Consumer<Preset> check) {
        return Presets.ALL.stream().map(p -> DynamicTest.dynamicTest(p.name(), () -> check.accept(p)));
    }

    private static List<Op> operations(List<List<Op>> kinds) {
        return kinds.stream().flatMap(List::stream).toList();
    }

    @Test
    void namesAreUniqueAndPlain() {
        List<String> names = Presets.ALL.stream().map(Preset::name).toList();
        assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z]+(-[a-z]+)*"));
    }

    @Test
    void noTwoPresetsAreTheSameMachine() {
        Set<Object> machines = new HashSet<>();
        Presets.ALL.forEach(p -> machines.add(List.of(p.bounds(), p.paths(), p.frozen())));
        assertThat(machines).hasSameSizeAs(Presets.ALL);
    }

    @TestFactory
    Stream<DynamicTest> everyFrozenTextTakesSomethingAway() {
        return each(preset -> {
            List<List<Op>> alphabet = preset.alphabet();
            Map<String, Integer> sizes = new HashMap<>();
            for (int i = 0; i < Ops.KINDS.size(); i++) {
                sizes.put(Ops.KINDS.get(i).name(), alphabet.get(i).size());
            }
            for (String text : preset.frozen()) {
                String kind = text.split(" ")[0];
                Set<String> others = new HashSet<>(preset.frozen());
                Ops.KINDS.stream().map(OpKind::name).filter(name -> !name.equals(kind)).forEach(others::add);
                others.remove(text);
                Preset without = new Preset(preset.name(), preset.theme(), preset.bounds(), preset.paths(), others);
                assertThat(sizes.get(kind)).as(text).isLessThan(operations(without.alphabet()).size());
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> theAlphabetIsEverythingThatIsNotFrozen() {
        return each(preset -> {
            List<List<Op>> alphabet = preset.alphabet();
            assertThat(alphabet).hasSameSizeAs(Ops.KINDS);
            for (int i = 0; i < alphabet.size(); i++) {
                OpKind kind = Ops.KINDS.get(i);
                List<Op> expected = new ArrayList<>(kind.all(preset.bounds()));
                expected.removeIf(op -> frozen(preset, kind, op));
                assertThat(alphabet.get(i)).as(kind.name()).isEqualTo(expected);
            }
        });
    }

    /** By the text of the operation, and so by other means than the preset's own. */
    private static boolean frozen(Preset preset, OpKind kind, Op op) {
        boolean off = Preset.MORE.contains(kind.path()) && !preset.paths().contains(kind.path());
        boolean unmanaged = kind.path().equals(Preset.STORAGE) && preset.bounds().regions().isEmpty();
        if (off || unmanaged || preset.frozen().contains(kind.name())) {
            return true;
        }
        String text = op.toString().toLowerCase(Locale.ROOT).replace("=true", "=yes").replace("=false", "=no");
        String[] args = text.substring(text.indexOf('[') + 1, text.length() - 1).split(", ");
        return Stream.of(args).anyMatch(arg -> preset.frozen().contains(kind.name() + " " + arg));
    }

    @Test
    void everyPathOutsideTheCoreIsOnSomewhereSmall() {
        Set<String> on = new HashSet<>();
        Presets.family("tiny").forEach(preset -> on.addAll(preset.paths()));
        assertThat(on).isEqualTo(Preset.MORE);
    }

    @Test
    void theCoreNamesPathsThatExist() {
        assertThat(Ops.KINDS.stream().map(OpKind::path)).containsAll(Preset.CORE);
    }

    @TestFactory
    Stream<DynamicTest> everyPresetCanPage() {
        return each(preset -> {
            Set<String> names = preset.alphabet().stream().filter(kind -> !kind.isEmpty())
                    .map(kind -> Ops.kindOf(kind.get(0)).name())
                    .collect(Collectors.toSet());
            if (names.contains("pmd.fault") && !names.contains("fault")) {
                assertThat(names).as("what is paged is split first").contains("pmd.split", "ldg");
                return;
            }
            if (preset.paths().contains("batch") && !names.contains("fault")) {
                assertThat(names).as("entries that stay present").contains("large.fault", "load", "store");
                return;
            }
            if (preset.paths().contains("split") && !names.contains("fault")) {
                assertThat(names).as("folios that are split where they are").contains("large.fault", "split", "ldg");
                return;
            }
            if (!preset.bounds().regions().isEmpty()) {
                assertThat(names).as("pages that are tagged, by one fault or another").contains("stg", "ldg", "mmap");
                assertThat(names).containsAnyOf("fault", "large.fault");
                return;
            }
            assertThat(names).contains("stg", "ldg", "reclaim.drop", "swap-in.read");
            if (names.contains("mmap")) {
                assertThat(names).contains("fault", "reclaim.add-to-swap", "swap-in.map");
            } else {
                assertThat(names).contains("shmem.mmap", "shmem.fault", "pageout.writepage", "shmem.swap-in");
            }
        });
    }

    @Test
    void aThemeIsAPhraseOfItsOwn() {
        assertThat(Presets.ALL.stream().map(Preset::theme).toList())
                .doesNotHaveDuplicates()
                .allMatch(theme -> !theme.isBlank() && !theme.endsWith("."));
    }

    // ---- families

    @Test
    void aFamilyIsAllThatBeginWithItsName() {
        List<Preset> tiny = Presets.family("tiny");
        assertThat(tiny).hasSizeGreaterThan(1).allMatch(p -> p.name().startsWith("tiny-"));
        assertThat(tiny).containsExactlyElementsOf(
                Presets.ALL.stream().filter(p -> p.name().startsWith("tiny-")).toList());
        assertThat(Presets.family("small")).allMatch(p -> p.family().equals("small")).isNotEmpty();
    }

    @Test
    void aPresetIsAFamilyOfItsOwnByItsName() {
        for (Preset preset : Presets.ALL) {
            assertThat(Presets.named(preset.name())).isSameAs(preset);
            assertThat(Presets.family(preset.name())).containsExactly(preset);
        }
    }

    @Test
    void anUnknownNameIsNoPresetAndNoFamily() {
        assertThat(Presets.named("nonsense")).isNull();
        assertThat(Presets.family("nonsense")).isEmpty();
        assertThat(Presets.named("tiny")).as("a family is not a preset").isNull();
        assertThat(Presets.family("tiny-")).isEmpty();
    }
}
