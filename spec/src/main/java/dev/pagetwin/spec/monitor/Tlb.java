package dev.pagetwin.spec.monitor;

import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.monitor.HardwareEvent.EntryWritten;
import dev.pagetwin.spec.monitor.HardwareEvent.Flushed;
import dev.pagetwin.spec.monitor.HardwareEvent.Translation;
import dev.pagetwin.spec.state.MmId;
import dev.pagetwin.spec.state.Va;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * What one agent may have cached: every translation that an entry gave since it was flushed last. Before a step that is
 * what the entries give, as no step leaves anything else behind ({@link NoStaleTranslation}); so entries that the step
 * does not write need not be known.
 *
 * <p>An update by another agent leaves a device a translation that lets less through, at the price of a fault.
 */
final class Tlb {
    private final Agent agent;
    private final int block;
    private final Map<Place, Set<Translation>> cached = new LinkedHashMap<>();
    private final Map<Place, Translation> current = new LinkedHashMap<>();

    /** @param block how many entries a contiguous one stands for */
    Tlb(Agent agent, int block) {
        this.agent = agent;
        this.block = block;
    }

    /** The page of an address space that an entry is for. */
    record Place(MmId mm, Va va) {}

    /** One for each agent. */
    static List<Tlb> each(Bounds bounds) {
        return List.of(new Tlb(Agent.CPU, bounds.contPtes()), new Tlb(Agent.DEVICE, bounds.contPtes()));
    }

    /** Whether hardware may hold the new translation beside all that may be cached for the page. */
    boolean write(EntryWritten event) {
        Place place = new Place(event.mm(), event.va());
        Set<Translation> held = cached.computeIfAbsent(place, p -> new HashSet<>());
        if (event.was() != null && !current.containsKey(place) && held.isEmpty()) {
            held.add(event.was());
        }
        @Nullable Translation now = event.now();
        if (now == null) {
            current.remove(place);
            return true;
        }
        current.put(place, now);
        boolean bears = held.stream().allMatch(now::bears);
        held.add(now);
        return bears;
    }

    /** A flush removes what stands for a page of the range, a contiguous translation from all of its block. */
    void flush(Flushed event) {
        if (!event.agents().contains(agent)) {
            return;
        }
        cached.forEach((place, held) -> {
            held.removeIf(translation -> place.mm().equals(event.mm()) && covers(event, place, translation));
            Translation now = current.get(place);
            if (now != null) {
                held.add(now);
            }
        });
    }

    private boolean covers(Flushed event, Place place, Translation translation) {
        int size = translation.contiguous() ? block : 1;
        int from = place.va().index() / size * size;
        return from <= event.last().index() && from + size > event.first().index();
    }

    /** The pages whose entries were written, and whether all that may be cached for each is what its entry gives. */
    void judge(BiConsumer<Place, Boolean> each) {
        cached.forEach((place, held) -> {
            Translation now = current.get(place);
            each.accept(place, now == null ? held.isEmpty() : held.equals(Set.of(now)));
        });
    }
}
