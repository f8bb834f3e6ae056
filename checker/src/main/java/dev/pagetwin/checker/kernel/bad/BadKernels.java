package dev.pagetwin.checker.kernel.bad;

import dev.pagetwin.checker.cex.WholeFile;
import dev.pagetwin.checker.kernel.bad.BadKernel.Shows;
import dev.pagetwin.checker.kernel.bad.BadKernel.Variant;
import dev.pagetwin.checker.kernel.bad.Rule.Off;
import dev.pagetwin.checker.kernel.bad.Rule.Redirect;
import dev.pagetwin.checker.kernel.bad.Rule.Return;
import dev.pagetwin.checker.kernel.bad.Rule.Word;
import dev.pagetwin.checker.kernel.fetch.KernelCache;
import dev.pagetwin.checker.kernel.fetch.KernelImage;
import dev.pagetwin.checker.kernel.fetch.SetupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The catalogue of bad kernels, and how one is made. */
public final class BadKernels {
    private static final String SWAP_FREE = "free_swap_and_cache_nr";
    private static final String SWAP_FREE_7 = "swap_put_entries_direct";

    private BadKernels() {}

    /** All of them: first what concerns swap, then copies, new pages, sharing, and what is lost or leaks. */
    public static final List<BadKernel> ALL = List.of(
            bad(
                    "unuse-forgets-restore",
                    List.of("unuse-forgets-restore"),
                    "swapoff maps a page without the tags that were saved for it",
                    v61(new Off("unuse_pte_range", "mte_sync_tags", 0)),
                    v612(new Off("unuse_pte_range", "arch_swap_restore", 0))),
            bad(
                    "swap-in-forgets-restore",
                    List.of("swap-in-forgets-restore", "bypass-forgets-restore"),
                    "A fault maps a page without the tags that were saved for it",
                    v61(new Off("do_swap_page", "mte_restore_tags", 0),
                            new Off("mte_sync_tags", "mte_restore_tags", 0)),
                    v612(new Off("do_swap_page", "arch_swap_restore", 0))),
            new BadKernel(
                    "swap-in-restores-after-free",
                    List.of("mte-implicit-slot-freed-first", "swap-free-before-restore"),
                    "A fault leaves the tags to whoever installs the entry, after the slot was given back",
                    Shows.IN_RARE_STATES,
                    List.of(
                            v61(new Off("do_swap_page", "mte_restore_tags", 0)),
                            not(6, 12, "nothing but the fault restores; swap-in-forgets-restore is that"))),
            bad(
                    "shmem-forgets-restore",
                    List.of("shmem-forgets-restore", "shmem-unuse-forgets-restore"),
                    "A page of a file in memory comes back without its tags",
                    v61(new Off("shmem_swapin_folio", "mte_restore_tags", 0)),
                    v612(new Off("shmem_swapin_folio", "arch_swap_restore", 0))),
            bad(
                    "restore-does-nothing",
                    List.of("swap-in-forgets-restore", "unuse-forgets-restore", "shmem-forgets-restore"),
                    "No page ever gets back the tags that were saved for it",
                    v61(new Return("mte_restore_tags", 0))),
            bad(
                    "save-never-stores",
                    List.of("save-never-stores"),
                    "Saving a page's tags does nothing and reports success",
                    v61(new Return("mte_save_tags", 0))),
            bad(
                    "free-slot-keeps-record",
                    List.of("swap-range-free-forgets-invalidate", "flush-slot-forgets-invalidate"),
                    "A freed slot keeps the tags that were saved for it, and its next owner gets them",
                    v61(new Return("mte_invalidate_tags", 0))),
            new BadKernel(
                    "swapoff-keeps-records",
                    List.of("swapoff-forgets-invalidate"),
                    "The end of swapoff drops no records; each was dropped with its slot",
                    Shows.TO_NOBODY,
                    List.of(v61(new Off("__arm64_sys_swapoff", "mte_invalidate_tags_area", 0)))),
            bad(
                    "copy-forgets-tags",
                    List.of("cow-forgets-tags", "migrate-forgets-tags", "fork-copy-forgets-tags",
                            "collapse-forgets-tags"),
                    "A copy of a page has its data and not its tags",
                    v61(new Off("copy_highpage", "mte_copy_page_tags", 0))),
            bad(
                    "first-tags-never-cleared",
                    List.of("first-tags-never-cleared"),
                    "A page that first needs tags later in its life shows those of earlier owners",
                    v61(new Off("mte_sync_tags", "mte_clear_page_tags", 0))),
            bad(
                    "new-page-keeps-tags",
                    List.of("new-page-keeps-tags"),
                    "A new page of a tagged area is cleared of data and not of tags",
                    v61(new Redirect("tag_clear_highpage", "mte_zero_clear_page_tags", "clear_page")),
                    from(7, 0, new Redirect("tag_clear_highpages", "mte_zero_clear_page_tags", "clear_page"))),
            bad(
                    "protect-forgets-tags",
                    List.of("set-pte-forgets-tags"),
                    "mprotect(PROT_MTE) installs tagged entries of pages that have no valid tags",
                    v61(new Off("change_protection", "mte_sync_tags", 0)),
                    v612(new Off("ptep_modify_prot_commit", "mte_sync_tags", 0)),
                    from(7, 0, new Off("modify_prot_commit_ptes", "mte_sync_tags", 0))),
            bad(
                    "huge-protect-forgets-tags",
                    List.of("pmd-protect-forgets-tags"),
                    "mprotect(PROT_MTE) of a huge page leaves its pages without valid tags",
                    v61(new Off("change_huge_pmd", "mte_sync_tags", 0)),
                    not(7, 0, "one function installs the entries of every size")),
            bad(
                    "huge-fault-forgets-tags",
                    List.of("pmd-fault-tags-head-only"),
                    "A new huge page of a tagged area shows the tags of earlier owners",
                    v61(new Off("do_huge_pmd_anonymous_page", "mte_sync_tags", 0)),
                    v612(new Off("do_huge_pmd_anonymous_page", "mte_sync_tags", 0),
                            new Off("set_pmd_at", "mte_sync_tags", 0)),
                    not(7, 0, "one function installs the entries of every size")),
            bad(
                    "ksm-compares-data-only",
                    List.of("ksm-compares-data-only"),
                    "Pages of equal data are merged whatever their tags are",
                    v61(new Word("memcmp_pages", Arm64.CSET_W0_NE, Arm64.result(0)))),
            bad(
                    "poke-forgets-dirty",
                    List.of("poke-forgets-dirty"),
                    "Tags that a tracer writes do not make the page dirty, and neither does looking it up for that",
                    v61(new Off("mte_ptrace_copy_tags", "set_page_dirty_lock", 0),
                            new Off("follow_page_pte", "set_page_dirty", 0)),
                    from(7, 0, new Off("mte_ptrace_copy_tags", "set_page_dirty_lock", 0),
                            new Off("follow_page_pte", "folio_mark_dirty", 0))),
            bad(
                    "unmap-loses-dirty",
                    List.of("unmap-loses-dirty"),
                    "Reclaim forgets that the program has written to a page since it was read in",
                    v61(new Off("try_to_unmap_one", "folio_mark_dirty", 0))),
            bad(
                    "migrate-unmap-loses-dirty",
                    List.of("migrate-unmap-loses-dirty"),
                    "Migration forgets that the program has written to a page since it was read in",
                    v61(new Off("try_to_migrate_one", "folio_mark_dirty", 0))),
            bad(
                    "fork-forgets-swap-duplicate",
                    List.of("fork-forgets-swap-duplicate"),
                    "fork copies an entry of swap without counting the slot's new user",
                    v61(new Off("copy_page_range", "swap_duplicate", 0)),
                    from(7, 0, new Off("copy_page_range", "swap_dup_entry_direct", 0))),
            bad(
                    "zap-forgets-swap-free",
                    List.of("zap-forgets-swap-free"),
                    "munmap and exit leave the slots of what is swapped out in use",
                    v61(new Off("unmap_page_range", "free_swap_and_cache", 1)),
                    v612(new Off("unmap_page_range", SWAP_FREE, 0)),
                    from(7, 0, new Off("__zap_vma_range", SWAP_FREE_7, 0))),
            bad(
                    "punch-forgets-slot",
                    List.of("punch-forgets-slot"),
                    "A hole in a file in memory leaves the slots of what is swapped out in use",
                    v61(new Off("shmem_free_swap", "free_swap_and_cache", 1)),
                    v612(new Off("shmem_free_swap", SWAP_FREE, 0)),
                    from(7, 0, new Off("shmem_free_swap", SWAP_FREE_7, 0))),
            bad(
                    "free-forgets-swap-user",
                    List.of("free-forgets-swap-user"),
                    "MADV_FREE of what is swapped out leaves its slot in use",
                    v61(new Off("madvise_free_pte_range", "free_swap_and_cache", 1)),
                    v612(new Off("madvise_free_pte_range", SWAP_FREE, 0)),
                    from(7, 0, new Off("madvise_free_pte_range", SWAP_FREE_7, 0))));

    private static BadKernel bad(String id, List<String> flaws, String sentence, Variant... variants) {
        return new BadKernel(id, flaws, sentence, Shows.TO_PROGRAMS, Arrays.asList(variants));
    }

    private static Variant v61(Rule... rules) {
        return from(6, 1, rules);
    }

    private static Variant v612(Rule... rules) {
        return from(6, 12, rules);
    }

    private static Variant from(int major, int minor, Rule... rules) {
        return new Variant(major, minor, List.of(rules), "");
    }

    private static Variant not(int major, int minor, String why) {
        return new Variant(major, minor, List.of(), why);
    }

    /** The bad kernel of that id. */
    public static BadKernel named(String id) {
        return ALL.stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new SetupException("bad kernel '" + id + "': expected one of "
                        + String.join(", ", ALL.stream().map(BadKernel::id).toList())));
    }

    /** Makes a bad kernel of a stock one, in the cache; complains if a rule finds no place. */
    public static Made make(KernelCache cache, KernelImage stock, BadKernel bad) {
        try {
            byte[] image = Files.readAllBytes(stock.image());
            int places = patch(image, Symbols.read(cache.symbols(stock)), bad, stock.name());
            Path file = cache.folderOfBad(stock, bad.id()).resolve("Image");
            if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), image)) {
                WholeFile.write(file, image);
            }
            String name = stock.name() + "-" + bad.id();
            return new Made(bad, new KernelImage(name, stock.release(), file, stock.modules()), places);
        } catch (IOException e) {
            throw new SetupException(stock.image() + ": cannot be copied, " + e.getMessage(), e);
        }
    }

    /** Makes those that can be made of a stock kernel. */
    public static List<Made> makeAll(KernelCache cache, KernelImage stock) {
        List<Made> made = new ArrayList<>();
        for (BadKernel bad : ALL) {
            if (bad.isFor(stock.name())) {
                made.add(make(cache, stock, bad));
            }
        }
        return made;
    }

    static int patch(byte[] image, Symbols symbols, BadKernel bad, String version) {
        List<Rule> rules = bad.rules(version);
        try {
            Code code = new Code(image, symbols);
            return rules.stream().mapToInt(rule -> rule.apply(code)).sum();
        } catch (SetupException e) {
            throw new SetupException(
                    "bad kernel " + bad.id() + " cannot be made of " + version + ": " + e.getMessage(), e);
        }
    }
}
