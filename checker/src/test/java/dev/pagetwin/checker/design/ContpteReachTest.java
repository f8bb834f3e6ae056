package dev.pagetwin.checker.design;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.checker.twin.Compare;
import dev.pagetwin.checker.twin.Twin;
import dev.pagetwin.impl.Geometry;
import dev.pagetwin.impl.arch.ArchHooks;
import dev.pagetwin.impl.arch.contpte.ContpteTables;
import dev.pagetwin.impl.mm.PageTables;
import dev.pagetwin.impl.page.Frames;
import dev.pagetwin.spec.op.Large;
import dev.pagetwin.spec.op.Mmap;
import dev.pagetwin.spec.op.Mremap;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.op.Op.Alloc;
import dev.pagetwin.spec.preset.Preset;
import dev.pagetwin.spec.preset.Presets;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Prot;
import dev.pagetwin.spec.state.Va;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Folding happens where it should, and only there: agreement alone would also hold if nothing was ever folded. */
class ContpteReachTest {
    private final List<String> conversions = new ArrayList<>();

    private List<String> after(String preset, int pages, Va to) {
        MmId mm = MmId.of(0);
        Va first = Va.of(0);
        List<Op> ops = new ArrayList<>(List.of(
                new Mmap(mm, first, pages, Prot.RW, true), new Large.Fault(mm, first, 1, Pfn.of(0)),
                new Mremap(mm, first, pages, pages, to)));
        for (int i = 0; i < pages; i++) {
            ops.add(new Mremap.Entry(mm, Alloc.OK));
        }
        Preset found = Objects.requireNonNull(Presets.named(preset));
        assertThat(Twin.run(found.bounds(), watched(), Compare.STATE, ops).divergence()).isNull();
        return conversions;
    }

    private ContpteDesign watched() {
        return new ContpteDesign(() -> new ContpteDesign.Contpte() {
            @Override
            public PageTables pageTables(Geometry geometry, Frames frames, ArchHooks arch) {
                return new ContpteTables(geometry, frames, arch) {
                    @Override
                    protected void convert(int mm, int va, long pte, boolean cont) {
                        conversions.add((cont ? "fold " : "unfold ") + first(va));
                        super.convert(mm, va, pte, cont);
                    }
                };
            }
        });
    }

    @Test
    void anAlignedMoveUnfoldsAndFoldsAgain() {
        assertThat(after("tiny-contpte", 2, Va.of(2))).containsExactly("unfold 0", "fold 2");
    }

    @Test
    void aMoveThatIsNotAsAlignedStaysUnfolded() {
        assertThat(after("tiny-contpte", 2, Va.of(3))).containsExactly("unfold 0");
    }
}
