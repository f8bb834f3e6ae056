package dev.pagetwin.checker.search;

import dev.pagetwin.checker.twin.Shown;
import dev.pagetwin.spec.Result;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.op.OpKind;
import dev.pagetwin.spec.op.Ops;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a list of steps does, in plain words; a draft for whoever tells the story. */
public final class Story {
    /** The widest line. */
    private static final int WIDTH = 96;

    private static final Map<String, String> PHRASES = Map.ofEntries(
            entry("mmap", "{mm} maps {va}"),
            entry("munmap", "{mm} unmaps {va}"),
            entry("mprotect", "{mm} protects {va}"),
            entry("madvise", "{mm} says {advice} of {va}"),
            entry("store", "{mm} stores to {va}"),
            entry("stg", "{mm} tags {va}"),
            entry("fork", "{mm} forks {child}"),
            entry("exit", "{mm} exits"),
            entry("swapon", "swap goes on"),
            entry("swapoff", "swapoff begins"),
            entry("load", "{mm} reads {va}"),
            entry("ldg", "{mm} reads the tag of {va}"),
            entry("zap", "an entry of {mm} is zapped"),
            entry("mprotect.clear-tags", "{mm}'s page has its tags cleared"),
            entry("mprotect.entry", "{mm}'s entry follows"),
            entry("fork.entry", "an entry of {mm} is copied"),
            entry("fault", "{mm} gets {page} at {va}"),
            entry("cow.reuse", "{mm} keeps its page at {va}"),
            entry("cow.copy", "{mm}'s page at {va} is copied to {page}"),
            entry("cow.map", "{mm} gets the copy"),
            entry("swap-in.lookup", "{mm} wants {va} back"),
            entry("swap-in.read", "{page} is read for {mm}"),
            entry("swap-in.map", "{mm} has its page back"),
            entry("swap-in.retry", "{mm} has to fault again"),
            entry("reclaim.add-to-swap", "{page} goes to slot {slot}"),
            entry("reclaim.isolate", "reclaim takes {page}"),
            entry("reclaim.unmap", "{va} of {mm} is unmapped"),
            entry("reclaim.writeback", "{page} is written out"),
            entry("reclaim.end-writeback", "{page} has been written"),
            entry("reclaim.drop", "{page} is dropped"),
            entry("reclaim.putback", "{page} is put back"),
            entry("readahead", "{slot} is read ahead into {page}"),
            entry("free-swap", "{page} leaves the swap cache"),
            entry("flush-slot", "{slot} is free"),
            entry("unuse", "swapoff brings {va} of {mm} back"),
            entry("swapoff.finish", "swapoff ends"),
            entry("swapoff.interrupt", "swapoff is interrupted"),
            entry("shmem.mmap", "{mm} maps {off} at {va}"),
            entry("punch", "{off} is punched"),
            entry("shmem.add", "{off} gets {page}"),
            entry("shmem.fault", "{mm} maps the page of {va}"),
            entry("shmem.lookup", "{mm} wants {va} back"),
            entry("shmem.swap-in", "the file has the page of {mm} back"),
            entry("shmem.unuse", "swapoff brings {off} back"),
            entry("pageout.isolate", "reclaim takes {page}"),
            entry("pageout.unmap", "{va} of {mm} is unmapped"),
            entry("pageout.writepage", "{page} goes from the file to slot {slot}"),
            entry("pageout.putback", "{page} is put back"),
            entry("migrate.isolate", "migration takes {page}"),
            entry("migrate.unmap", "{va} of {mm} becomes a migration entry"),
            entry("migrate.copy", "{page} is copied to {to}"),
            entry("migrate.move", "the copy takes the place of {page}"),
            entry("migrate.undo", "the copy of {page} is given up"),
            entry("migrate.remap", "{mm} has its page back at {va}"),
            entry("migrate.finish", "the migration of {page} ends"),
            entry("ksm.protect", "KSM write-protects {va} of {mm}"),
            entry("ksm.merge", "{va} of {mm} is merged into {page}"),
            entry("ksm.merge-zero", "{va} of {mm} is merged into the zero page"),
            entry("ptrace.peek", "a tracer reads the tag of {va} of {mm}"),
            entry("ptrace.poke", "a tracer tags {va} of {mm}"),
            entry("ptrace.finish", "the tracer of {mm} marks the page dirty"),
            entry("soft-offline", "{page} goes out of use"),
            entry("mlock", "{mm} locks {va} in memory"),
            entry("munlock", "{mm} unlocks {va}"),
            entry("willneed", "{mm} asks for {va}, which is read into {page}"),
            entry("lazy-free.mark", "{mm} lets {va} go"),
            entry("lazy-free.discard", "reclaim discards {va} of {mm}"),
            entry("batch.fork", "fork copies the next entries of {mm} at once"),
            entry("batch.zap", "the next entries of {mm} go at once"),
            entry("batch.move", "the next entries of {mm} move at once"),
            entry("batch.protect", "the next entries of {mm} are protected at once"),
            entry("batch.free", "{mm} lets the folio at {va} go"),
            entry("batch.discard", "reclaim discards the folio at {va} of {mm}"),
            entry("smmu.store", "a device stores {data} to {va} of {mm}"),
            entry("smmu.touch", "a device reads {va} of {mm}"),
            entry("age.touch", "hardware notes that {mm} reads {va}"),
            entry("age.reference", "reclaim takes notice of how {mm} used the folio at {va}"),
            entry("age.cold", "{mm} calls the folio at {va} cold"),
            entry("zero-page.fault", "{mm} reads the zero page at {va}"),
            entry("zero-page.cow", "{mm} writes to the zero page at {va} and gets {page}"),
            entry("large.fault", "{mm} gets a large folio, {page} and so on, at {va}"),
            entry("large.writeback-fails", "the save fails in the middle of the folio of {page}"),
            entry("split", "the folio of {page} is split"),
            entry("collapse", "{mm}'s range from {va} is to collapse into {page}"),
            entry("collapse.copy", "its pages are copied"),
            entry("collapse.install", "the copy takes their place"),
            entry("collapse.abort", "the collapse is given up"),
            entry("pin", "{mm} pins its page at {va}"),
            entry("unpin", "{mm} unpins what it had at {va}"),
            entry("dma", "the device stores to the page pinned at {va} of {mm}"),
            entry("unshare.reuse", "the page of {mm} at {va} is its own"),
            entry("unshare.copy", "the page of {mm} at {va} is copied to {page}, to be pinned"),
            entry("fork-copy", "the pinned page of {mm} is copied to {page} for the child"),
            entry("pmd.fault", "{mm} gets a huge page, {page} and so on, at {va}"),
            entry("pmd.split", "the huge entry of {mm} at {va} is split"),
            entry("pmd.unmap", "the huge entry of {mm} at {va} becomes a migration entry"),
            entry("pmd.remap", "{mm} has its huge page back at {va}"),
            entry("pmd.reuse", "{mm} keeps its huge page at {va}"),
            entry("storage.map", "{mm} finds that its page at {va} has tag storage"),
            entry("storage.reserve", "{mm} claims tag storage for its page at {va}"),
            entry("storage.claim", "{mm} has a block"),
            entry("storage.fail", "{mm} cannot have a block: {why}"),
            entry("storage.evacuate", "{mm} finds tag storage at {va}, which is to move"),
            entry("storage.pin", "{mm} pins its page at {va} for a short time"));

    private Story() {}

    /** The steps in order, a phrase each, broken into lines. */
    public static List<String> of(List<Op> ops, List<Result> results) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < ops.size(); i++) {
            String phrase = phrase(ops.get(i), results.get(i)) + (i == ops.size() - 1 ? "." : ";");
            if (line.length() > 0 && line.length() + 1 + phrase.length() > WIDTH) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(phrase);
        }
        lines.add(line.toString());
        return lines;
    }

    private static String phrase(Op op, Result result) {
        OpKind kind = Ops.kindOf(op);
        String text = PHRASES.getOrDefault(kind.name(), kind.name());
        for (OpKind.Arg arg : kind.args()) {
            text = text.replace("{" + arg.name() + "}", Shown.text(arg.of(op)));
        }
        if (result instanceof Result.Failed) {
            return text + " (fails)";
        }
        return result instanceof Result.Rejected ? text + " (rejected)" : text;
    }

    /** A sentence broken into lines. */
    static List<String> sentence(String text) {
        List<String> lines = new ArrayList<>();
        String rest = text.strip();
        while (rest.length() > WIDTH) {
            int space = rest.lastIndexOf(' ', WIDTH);
            int end = space > 0 ? space : WIDTH;
            lines.add(rest.substring(0, end));
            rest = rest.substring(end).strip();
        }
        lines.add(rest);
        return lines;
    }

    /** With types, as the compiler's checkers take a minute to infer so many. */
    private static Map.Entry<String, String> entry(String kind, String value) {
        return Map.entry(kind, value);
    }
}
