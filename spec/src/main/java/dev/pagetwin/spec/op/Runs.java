package dev.pagetwin.spec.op;

import static dev.pagetwin.spec.state.Age.YOUNG;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Outcome;
import dev.pagetwin.spec.state.Mm;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Pte;
import dev.pagetwin.spec.state.Va;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Entries in a row that map one folio's pages in order. */
final class Runs {
    private Runs() {}

    /** The entries from a page on that map one folio's pages in order, and are alike but for what was noted of them. */
    static List<Va> alike(Machine m, MmId mm, @Nullable Va from, Va last, Predicate<Pfn> wanted) {
        List<Va> run = new ArrayList<>();
        Mm space = m.mm(mm);
        Pte.Present first = from == null ? null : space.present(from);
        if (from == null || first == null) {
            return run;
        }
        for (int i = from.index(); i <= last.index(); i++) {
            Va va = Va.of(i);
            Pte.Present entry = space.present(va);
            Pfn page = first.page().plus(run.size());
            boolean alike = entry != null && space.leafOf(va) == null && page.index() < m.bounds().pages()
                    && entry.unmarked().equals(first.unmarked().withPage(page))
                    && m.head(page).equals(m.head(first.page()))
                    && Objects.equals(space.vmas().get(va), space.vmas().get(from));
            if (!alike || !wanted.test(page)) {
                return run;
            }
            run.add(va);
        }
        return run;
    }

    /** What was noted of one entry of a batch counts for all. */
    static Machine gathered(Machine m, MmId mm, List<Va> run) {
        boolean young = run.stream().anyMatch(va -> m.mm(mm).presentAt(va).age() == YOUNG);
        Machine out = withDirty(m, mm, run, anyDirty(m, mm, run));
        for (Va va : run) {
            out = young ? Age.accessed(out, mm, va) : out;
        }
        return out;
    }

    static boolean anyDirty(Machine m, MmId mm, List<Va> run) {
        return run.stream().anyMatch(va -> m.mm(mm).presentAt(va).dirty());
    }

    static Machine withDirty(Machine m, MmId mm, List<Va> run, boolean dirty) {
        Machine out = m;
        for (Va va : run) {
            out = out.withPte(mm, va, m.mm(mm).presentAt(va).withDirty(dirty));
        }
        return out;
    }

    /** The step of one entry for each of a run. */
    static Outcome each(Machine m, MmId mm, List<Va> run, Op one) {
        Machine out = gathered(m, mm, run);
        for (int i = 0; i < run.size(); i++) {
            out = one.step(out).machine();
        }
        return Outcome.ok(out);
    }

    /** The entries of a whole folio from this page on, or none. */
    static List<Va> whole(Machine m, MmId mm, Va va) {
        List<Va> run = alike(m, mm, va, Guards.last(m.bounds()), page -> true);
        return run.size() > 1 && run.size() == m.folio(m.mm(mm).presentAt(va).page()).pages() ? run : List.of();
    }
}
