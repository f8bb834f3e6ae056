package dev.pagetwin.spec;

import dev.pagetwin.spec.Profile.Claim;
import dev.pagetwin.spec.state.Call;
import dev.pagetwin.spec.state.Folio;
import dev.pagetwin.spec.state.IdMap;
import dev.pagetwin.spec.state.Mm;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Page;
import dev.pagetwin.spec.state.Pfn;
import dev.pagetwin.spec.state.Vma;
import dev.pagetwin.spec.tagstorage.Region;
import java.util.List;
import java.util.Objects;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * What follows from the state about tag storage: which block holds whose tags, and which frames hold tags instead of
 * data. A block is known by its first frame. Its users are a set, found among the pages; nobody counts them. What a
 * block is follows from its users, from the claim in flight, and from its frames:
 *
 * <table>
 * <caption>The states of a block</caption>
 * <tr><th>state</th><th>when</th><th>leaves by</th></tr>
 * <tr><td>free for data</td><td>no user, not claimed, no frame allocated</td><td>an allocation, of tagged pages too,
 *     {@code storage.reserve}</td></tr>
 * <tr><td>used for data</td><td>no user, not claimed, some frame allocated</td><td>its frames freed or migrated,
 *     {@code storage.reserve}</td></tr>
 * <tr><td>being claimed</td><td>no user, wanted by the {@code storage.reserve} in flight</td><td>{@code storage.claim},
 *     {@code storage.fail}</td></tr>
 * <tr><td>holds tags</td><td>some page with reserved storage has its tags here</td><td>the last one freed</td></tr>
 * </table>
 */
public interface TagRoom {
    /** The size. */
    Bounds bounds();

    /** The address spaces that exist. */
    IdMap<MmId, Mm> mms();

    /** The allocations, by first page. */
    IdMap<Pfn, Folio> folios();

    /** The content of a frame. */
    Page page(Pfn page);

    /** Whether the frame is free. */
    boolean free(Pfn page);

    /** The pages of the folio that a page belongs to. */
    List<Pfn> pagesOf(Pfn page);

    /** Whether tag storage is managed; if not, every page has its place for tags. */
    default boolean managed() {
        return !bounds().regions().isEmpty();
    }

    /** The region of a page of data, or null. */
    default @Nullable Region region(Pfn page) {
        for (Region region : bounds().regions()) {
            if (region.holds(page.index(), 1)) {
                return region;
            }
        }
        return null;
    }

    /** The block in which a frame of tag storage lies, or null if it is none. */
    default @Nullable Pfn blockAround(Pfn frame) {
        for (Region region : bounds().regions()) {
            if (region.stores(frame.index())) {
                return Pfn.of(region.block(frame.index()));
            }
        }
        return null;
    }

    /** Whether the page may have tags in memory at all: it is data of some region. */
    default boolean taggable(Pfn page) {
        return !managed() || region(page) != null;
    }

    /** Whether the page's tags have their place in memory now. If not, what tags it has are kept elsewhere. */
    default boolean hasStorage(Pfn page) {
        boolean carvedOut = bounds().profile().claim() == Claim.ALWAYS && taggable(page);
        return !managed() || carvedOut || page(page).reserved();
    }

    /** The block that the tags of a page of data are in. */
    default Pfn block(Pfn page) {
        Region region = region(page);
        if (region == null) {
            throw new IllegalStateException(page + " has no tag storage");
        }
        return Pfn.of(region.block(region.tagPage(page.index())));
    }

    /** The blocks that the tags of a folio of data are in, in order. */
    default List<Pfn> blocks(Pfn page) {
        return pagesOf(page).stream().map(this::block).distinct().toList();
    }

    /** The frames of a block. */
    default List<Pfn> frames(Pfn block) {
        return bounds().pfns().stream().filter(frame -> Objects.equals(block, blockAround(frame))).toList();
    }

    /** The pages whose tags are in a block: what the count of its users counts. */
    default List<Pfn> users(Pfn block) {
        return bounds().pfns().stream()
                .filter(page -> page(page).reserved() && taggable(page) && block.equals(block(page)))
                .toList();
    }

    /** The claim in flight, or null. */
    default Call.@Nullable Reserving claim() {
        MmId mm = mms().first(space -> space.call() instanceof Call.Reserving);
        return mm != null && mms().at(mm).call() instanceof Call.Reserving call ? call : null;
    }

    /** Whether the claim in flight is for this block, too. */
    default boolean claimed(Pfn block) {
        Call.Reserving claim = claim();
        return claim != null && blocks(claim.page()).contains(block);
    }

    /** Whether no frame of a block holds data. */
    default boolean empty(Pfn block) {
        return frames(block).stream().allMatch(this::free);
    }

    /** Whether a frame cannot be allocated though it is free: it holds tags, or is about to. */
    default boolean withheld(Pfn frame) {
        Pfn block = blockAround(frame);
        return block != null && switch (bounds().profile().claim()) {
            case ALWAYS -> true;
            case WHEN_TAGGED -> anyTaggedArea() || claimed(block) || !users(block).isEmpty();
            case ON_DEMAND -> claimed(block) || !users(block).isEmpty();
        };
    }

    /** Whether some program has an area with tags. */
    default boolean anyTaggedArea() {
        return mms().any(mm -> mm.vmas().any(Vma::mte));
    }
}
