package dev.pagetwin.checker.mutation.oracle;

import dev.pagetwin.checker.design.ContpteDesign;
import dev.pagetwin.checker.design.Designs;
import dev.pagetwin.checker.search.Generator;
import dev.pagetwin.checker.twin.Compare;
import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.checker.twin.Divergence;
import dev.pagetwin.checker.twin.Observer;
import dev.pagetwin.checker.twin.Pace;
import dev.pagetwin.checker.twin.Shown;
import dev.pagetwin.checker.twin.Twin;
import dev.pagetwin.checker.twin.Window;
import dev.pagetwin.impl.Geometry;
import dev.pagetwin.impl.Kernel;
import dev.pagetwin.impl.RepError;
import dev.pagetwin.impl.arch.ArchHooks;
import dev.pagetwin.impl.arch.contpte.ContpteTables;
import dev.pagetwin.impl.mm.PageTables;
import dev.pagetwin.impl.mm.PteCodec;
import dev.pagetwin.impl.page.Frames;
import dev.pagetwin.impl.path.Paths;
import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * Random lockstep of the designs that were posted and are known to be wrong: where each walk ends, and of what, is as
 * pinned, so that such a design stays wrong in just the way that it was.
 */
public final class FlawedOracle implements Asks {
    private static final int WALKS = 6;
    private static final int SITUATION_WALKS = 2;

    /** Frames that do not follow each other become a block. */
    private static final Design FOLDS_APART = tables("folds-apart", (geometry, frames, arch) ->
            new ContpteTables(geometry, frames, arch) {
                @Override
                protected boolean isUniform(int mm, int va, long pte) {
                    return true;
                }

                @Override
                protected boolean isOneFolio(int mm, int va, long pte) {
                    return true;
                }
            });

    /** An entry that is moved out of a block says that it is in one. */
    private static final Design KEEPS_CONT = tables("keeps-cont", (geometry, frames, arch) ->
            new ContpteTables(geometry, frames, arch) {
                @Override
                protected long stripped(long pte) {
                    return PteCodec.isPresent(pte) ? PteCodec.withCont(pte) : pte;
                }
            });

    /** An entry beside those of a block joins them, whatever it maps, and leaves them as they are when it goes. */
    private static final Design JOINS = tables("joins", (geometry, frames, arch) ->
            new ContpteTables(geometry, frames, arch) {
                @Override
                protected void tryUnfold(int mm, int va) {}

                @Override
                public void set(int mm, int va, long pte) {
                    boolean joins = PteCodec.isPresent(pte) && PteCodec.isCont(word(mm, va ^ 1));
                    write(mm, va, joins ? PteCodec.withCont(pte) : PteCodec.withoutCont(pte));
                    flushed(mm, va, 1);
                }
            });

    private final Pinned pinned = new Pinned("/flawed.txt");

    @Override
    public List<Ask> all() {
        List<Ask> asks = new ArrayList<>();
        for (Preset preset : Presets.ALL) {
            for (Design design : flawed(preset.bounds())) {
                Bounds own = preset.bounds().withProfile(design.profile(preset.bounds().profile()));
                asks.add(pinned.ask(preset.name() + "/" + design.name(), () ->
                        ends(preset.withBounds(own), design, Compare.STATE, List.of(), WALKS)));
            }
        }
        for (Situation situation : Situation.all()) {
            Preset preset = situation.preset();
            for (Design design : flawed(preset.bounds())) {
                Bounds own = preset.bounds().withProfile(design.profile(preset.bounds().profile()));
                for (Compare compare : Compare.values()) {
                    String name = String.join("/", preset.name(), design.name(), Shown.text(compare));
                    asks.add(pinned.ask(name, () -> ends(
                            preset.withBounds(own), design, compare, situation.story(), SITUATION_WALKS)));
                }
            }
        }
        return asks;
    }

    private interface Tables {
        PageTables of(Geometry geometry, Frames frames, ArchHooks arch);
    }

    private static Design tables(String name, Tables tables) {
        return new ContpteDesign(name, () -> new Paths() {
            @Override
            public PageTables pageTables(Geometry geometry, Frames frames, ArchHooks arch) {
                return tables.of(geometry, frames, arch);
            }
        });
    }

    /** Those that are wrong, and differ from the reference in what there is here. */
    private static List<Design> flawed(Bounds b) {
        List<Design> designs = new ArrayList<>();
        if (!b.regions().isEmpty()) {
            designs.addAll(List.of(Designs.tagStorageV2(), Designs.tagStorageV3()));
        } else {
            designs.addAll(List.of(
                    Designs.mte2020(), Designs.mte2020FlagLast(), Designs.mte2020Mended(), Designs.mteImplicit(),
                    Designs.mteCachedUnhooked(), Designs.adi(), Designs.adiCheckFirst()));
        }
        if (b.contPtes() > 1) {
            designs.addAll(List.of(Designs.contpteV2(), FOLDS_APART, KEEPS_CONT, JOINS));
        }
        return designs;
    }

    /** Where some walks end, each from the last of these steps on: by what states show, or by what programs see. */
    static String ends(Preset preset, Design design, Compare compare, List<Op> story, int walks) {
        StringJoiner ends = new StringJoiner(" ");
        Generator generator = new Generator(preset);
        for (int seed = 0; seed < walks; seed++) {
            List<Op> ops = new ArrayList<>(story);
            Generator.Walk walk = generator.walk(seed);
            Machine machine = Machine.boot(preset.bounds());
            for (int i = 0; i < story.size() + walk.length(); i++) {
                if (i >= story.size()) {
                    ops.add(walk.next(machine));
                }
                machine = ops.get(i).apply(machine).machine();
            }
            ends.add(end(preset.bounds(), design, compare, Pace.TOUCHED, ops));
        }
        return ends.toString();
    }

    /** At which step both sides differ, in what, and what is wrong with the kernel by itself then. */
    static String end(Bounds bounds, Design design, Compare compare, Pace pace, List<Op> ops) {
        Window window = Window.whole(bounds);
        Kernel kernel = window.enter(design);
        Twin twin = new Twin(window, kernel, compare, Observer.NONE, pace);
        Divergence end = null;
        for (int i = 0; i < ops.size() && end == null; i++) {
            end = twin.step(ops.get(i));
        }
        end = end == null ? twin.whole() : end;
        return end == null
                ? "agrees"
                : end.step() + ":" + Integer.toHexString(end.tree().hashCode()) + malformed(kernel);
    }

    private static String malformed(Kernel kernel) {
        try {
            kernel.checkRep();
            return "";
        } catch (RepError e) {
            return ":" + Integer.toHexString(String.valueOf(e.getMessage()).hashCode());
        }
    }

    /** Prints where the walks end, as it is pinned. */
    public static void main(String[] args) throws Exception {
        Pinned.print(new FlawedOracle().all());
    }
}
