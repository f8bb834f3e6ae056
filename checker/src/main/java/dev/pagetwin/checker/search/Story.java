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
final class Story {
    /** The widest line. */
    private static final int WIDTH = 96;

    private static final Map<String, String> PHRASES = Map.ofEntries(
            Map.entry("mmap", "{mm} maps {va}"),
            Map.entry("munmap", "{mm} unmaps {va}"),
            Map.entry("mprotect", "{mm} protects {va}"),
            Map.entry("madvise", "{mm} says {advice} of {va}"),
            Map.entry("store", "{mm} stores to {va}"),
            Map.entry("stg", "{mm} tags {va}"),
            Map.entry("fork", "{mm} forks {child}"),
            Map.entry("exit", "{mm} exits"),
            Map.entry("swapon", "swap goes on"),
            Map.entry("swapoff", "swapoff begins"),
            Map.entry("load", "{mm} reads {va}"),
            Map.entry("ldg", "{mm} reads the tag of {va}"),
            Map.entry("zap", "an entry of {mm} is zapped"),
            Map.entry("mprotect.clear-tags", "{mm}'s page has its tags cleared"),
            Map.entry("mprotect.entry", "{mm}'s entry follows"),
            Map.entry("fork.entry", "an entry of {mm} is copied"),
            Map.entry("fault", "{mm} gets {page} at {va}"),
            Map.entry("cow.reuse", "{mm} keeps its page at {va}"),
            Map.entry("cow.copy", "{mm}'s page at {va} is copied to {page}"),
            Map.entry("cow.map", "{mm} gets the copy"),
            Map.entry("swap-in.lookup", "{mm} wants {va} back"),
            Map.entry("swap-in.read", "{page} is read for {mm}"),
            Map.entry("swap-in.map", "{mm} has its page back"),
            Map.entry("swap-in.retry", "{mm} has to fault again"),
            Map.entry("reclaim.add-to-swap", "{page} goes to slot {slot}"),
            Map.entry("reclaim.isolate", "reclaim takes {page}"),
            Map.entry("reclaim.unmap", "{va} of {mm} is unmapped"),
            Map.entry("reclaim.writeback", "{page} is written out"),
            Map.entry("reclaim.end-writeback", "{page} has been written"),
            Map.entry("reclaim.drop", "{page} is dropped"),
            Map.entry("reclaim.putback", "{page} is put back"),
            Map.entry("readahead", "{slot} is read ahead into {page}"),
            Map.entry("free-swap", "{page} leaves the swap cache"),
            Map.entry("flush-slot", "{slot} is free"),
            Map.entry("unuse", "swapoff brings {va} of {mm} back"),
            Map.entry("swapoff.finish", "swapoff ends"),
            Map.entry("swapoff.interrupt", "swapoff is interrupted"),
            Map.entry("shmem.mmap", "{mm} maps {off} at {va}"),
            Map.entry("punch", "{off} is punched"),
            Map.entry("shmem.add", "{off} gets {page}"),
            Map.entry("shmem.fault", "{mm} maps the page of {va}"),
            Map.entry("shmem.lookup", "{mm} wants {va} back"),
            Map.entry("shmem.swap-in", "the file has the page of {mm} back"),
            Map.entry("shmem.unuse", "swapoff brings {off} back"),
            Map.entry("pageout.isolate", "reclaim takes {page}"),
            Map.entry("pageout.unmap", "{va} of {mm} is unmapped"),
            Map.entry("pageout.writepage", "{page} goes from the file to slot {slot}"),
            Map.entry("pageout.putback", "{page} is put back"),
            Map.entry("migrate.isolate", "migration takes {page}"),
            Map.entry("migrate.unmap", "{va} of {mm} becomes a migration entry"),
            Map.entry("migrate.copy", "{page} is copied to {to}"),
            Map.entry("migrate.move", "the copy takes the place of {page}"),
            Map.entry("migrate.undo", "the copy of {page} is given up"),
            Map.entry("migrate.remap", "{mm} has its page back at {va}"),
            Map.entry("migrate.finish", "the migration of {page} ends"),
            Map.entry("ksm.protect", "KSM write-protects {va} of {mm}"),
            Map.entry("ksm.merge", "{va} of {mm} is merged into {page}"),
            Map.entry("ksm.merge-zero", "{va} of {mm} is merged into the zero page"),
            Map.entry("ptrace.peek", "a tracer reads the tag of {va} of {mm}"),
            Map.entry("ptrace.poke", "a tracer tags {va} of {mm}"),
            Map.entry("ptrace.finish", "the tracer of {mm} marks the page dirty"),
            Map.entry("soft-offline", "{page} goes out of use"),
            Map.entry("lazy-free.mark", "{mm} lets {va} go"),
            Map.entry("lazy-free.discard", "reclaim discards {va} of {mm}"),
            Map.entry("zero-page.fault", "{mm} reads the zero page at {va}"),
            Map.entry("zero-page.cow", "{mm} writes to the zero page at {va} and gets {page}"),
            Map.entry("large.fault", "{mm} gets a large folio, {page} and so on, at {va}"),
            Map.entry("large.writeback-fails", "the save fails in the middle of the folio of {page}"),
            Map.entry("split", "the folio of {page} is split"),
            Map.entry("collapse", "{mm}'s range from {va} is to collapse into {page}"),
            Map.entry("collapse.copy", "its pages are copied"),
            Map.entry("collapse.install", "the copy takes their place"),
            Map.entry("collapse.abort", "the collapse is given up"),
            Map.entry("pin", "{mm} pins its page at {va}"),
            Map.entry("unpin", "{mm} unpins what it had at {va}"),
            Map.entry("dma", "the device stores to the page pinned at {va} of {mm}"),
            Map.entry("unshare.reuse", "the page of {mm} at {va} is its own"),
            Map.entry("unshare.copy", "the page of {mm} at {va} is copied to {page}, to be pinned"),
            Map.entry("fork-copy", "the pinned page of {mm} is copied to {page} for the child"));

    private Story() {}

    /** The steps in order, a phrase each, broken into lines. */
    static List<String> of(List<Op> ops, List<Result> results) {
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
}
