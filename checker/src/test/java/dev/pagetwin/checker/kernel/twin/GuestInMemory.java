package dev.pagetwin.checker.kernel.twin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A small kernel that speaks the agent's language, so that runs can be tested without a real one: private and shared
 * pages, copy on write, swap with a tag store, migration. What it leaves undone is said when it is made.
 */
final class GuestInMemory implements Serial {
    static final int GRANULES = 4;
    static final Layout.Has HAS = new Layout.Has(GRANULES, true);
    private static final int OLD_TAG = 10;

    /** What a kernel may leave undone. */
    enum Bug {
        SWAP_IN_WITHOUT_TAGS,
        UNUSE_WITHOUT_TAGS,
        COPY_WITHOUT_TAGS,
        FIRST_TAGS_NOT_CLEARED,
        SLOT_KEEPS_RECORD,
        PAGEOUT_DOES_NOTHING,
        MOVE_DOES_NOTHING,
        FORK_FORGETS_SLOT
    }

    private final Set<Bug> bugs;
    private final Map<Character, Worker> workers = new TreeMap<>();
    private final Map<Integer, Slot> slots = new TreeMap<>();
    private final Map<Integer, int[]> records = new TreeMap<>();
    private int slotCount = 1000;
    private int frames;

    GuestInMemory(Bug... bugs) {
        this.bugs = new HashSet<>(Arrays.asList(bugs));
    }

    private static final class Frame {
        final int id;
        final long[] data = new long[GRANULES];
        int[] tags = new int[GRANULES];
        boolean tagged;
        int node;
        Slot cachedAt;

        Frame(int id) {
            this.id = id;
            Arrays.fill(tags, OLD_TAG);
        }
    }

    private static final class Slot {
        final int id;
        long[] data = new long[GRANULES];
        Frame cached;

        Slot(int id) {
            this.id = id;
        }
    }

    private record Area(String prot, boolean mte) {}

    /** A frame, a slot, or neither: the zero page. */
    private record Entry(Frame frame, Slot slot) {}

    private static final class Worker {
        final Map<Integer, Area> areas = new TreeMap<>();
        final Map<Integer, Entry> entries = new TreeMap<>();
    }

    @Override
    public String ask(String commands) {
        return Arrays.stream(commands.split(" ; ")).map(this::one).collect(Collectors.joining(" ; "));
    }

    private String one(String command) {
        String[] w = command.split(" ");
        if (w[0].length() == 1) {
            return worker(w[0].charAt(0), w);
        }
        switch (w[0]) {
            case "slots" -> slotCount = number(w[1]);
            case "pageout" -> range(w, 2, page -> pageout(worker(w[1]), page));
            case "swapoff" -> swapoff();
            case "swaps" -> {
                return "ok 0:" + slots.size();
            }
            case "store" -> {
                return "ok " + records.size() + records.entrySet().stream()
                        .map(record -> " 0:" + record.getKey() + ":" + runs(record.getValue(), 16))
                        .collect(Collectors.joining());
            }
            case "swapon", "churn", "uncache", "mthp", "thp" -> { }
            default -> {
                return "err ENOSYS " + command;
            }
        }
        return "ok";
    }

    private String worker(char name, String[] w) {
        if (w[1].equals("start")) {
            workers.put(name, new Worker());
            return "ok";
        }
        Worker own = worker(w[0]);
        switch (w[1]) {
            case "fork" -> fork(own, w[2].charAt(0));
            case "exit" -> {
                List.copyOf(own.entries.keySet()).forEach(page -> zap(own, page));
                workers.remove(name);
            }
            case "mmap" -> range(w, 2, page -> own.areas.put(page, new Area(w[4], w[5].equals("1"))));
            case "munmap" -> range(w, 2, page -> {
                zap(own, page);
                own.areas.remove(page);
            });
            case "mprotect" -> range(w, 2, page -> protect(own, page, new Area(w[4], w[5].equals("1"))));
            case "madvise" -> {
                if (!w[4].equals("dontneed")) {
                    return "err EINVAL madvise";
                }
                range(w, 2, page -> zap(own, page));
            }
            case "fill" -> range(w, 2, page -> Arrays.fill(written(own, page).data, number(w[4])));
            case "stgs" -> range(w, 2, page ->
                    Arrays.fill(written(own, page).tags, number(w[4]), number(w[5]), number(w[6])));
            case "touch" -> {
                if (w[3].equals("w")) {
                    written(own, number(w[2]));
                } else {
                    read(own, number(w[2]));
                }
            }
            case "read" -> {
                return "ok " + pages(w, page -> shown(read(own, page)));
            }
            case "pm" -> {
                return "ok " + pages(w, page -> seen(own.entries.get(page)));
            }
            case "incore" -> {
                return "ok " + pages(w, page -> cached(own.entries.get(page))).replace(" ", "");
            }
            case "node" -> {
                return "ok " + read(own, number(w[2])).node;
            }
            case "move" -> range(w, 2, page -> move(own, page, number(w[4])));
            default -> {
                return "err ENOSYS " + w[1];
            }
        }
        return "ok";
    }

    // ---- what happens to a page

    private Frame allocated() {
        return new Frame(++frames);
    }

    private void map(Worker own, int page, Frame frame) {
        if (own.areas.get(page).mte() && !frame.tagged) {
            if (!bugs.contains(Bug.FIRST_TAGS_NOT_CLEARED)) {
                frame.tags = new int[GRANULES];
            }
            frame.tagged = true;
        }
        own.entries.put(page, new Entry(frame, null));
    }

    private Frame copied(Frame from) {
        Frame to = allocated();
        System.arraycopy(from.data, 0, to.data, 0, GRANULES);
        if (from.tagged) {
            to.tags = bugs.contains(Bug.COPY_WITHOUT_TAGS) ? new int[GRANULES] : from.tags.clone();
            to.tagged = true;
        }
        return to;
    }

    private Frame read(Worker own, int page) {
        Entry entry = own.entries.get(page);
        if (entry != null && entry.slot() != null) {
            return swapIn(own, page, entry.slot(), bugs.contains(Bug.SWAP_IN_WITHOUT_TAGS));
        }
        if (entry == null) {
            own.entries.put(page, new Entry(null, null));
        }
        Frame zero = new Frame(0);
        zero.tags = new int[GRANULES];
        return entry == null || entry.frame() == null ? zero : entry.frame();
    }

    private Frame written(Worker own, int page) {
        read(own, page);
        Frame frame = own.entries.get(page).frame();
        if (frame == null) {
            Frame fresh = allocated();
            if (own.areas.get(page).mte()) {
                fresh.tags = new int[GRANULES];
                fresh.tagged = true;
            }
            map(own, page, fresh);
            return fresh;
        }
        if (mappers(frame) > 1) {
            map(own, page, copied(frame));
        }
        return own.entries.get(page).frame();
    }

    private long mappers(Frame frame) {
        return workers.values().stream()
                .flatMap(one -> one.entries.values().stream())
                .filter(entry -> entry.frame() == frame)
                .count();
    }

    private long users(Slot slot) {
        return workers.values().stream()
                .flatMap(one -> one.entries.values().stream())
                .filter(entry -> entry.slot() == slot)
                .count();
    }

    private Frame swapIn(Worker own, int page, Slot slot, boolean forgets) {
        if (slot.cached == null) {
            slot.cached = allocated();
            slot.cached.cachedAt = slot;
            System.arraycopy(slot.data, 0, slot.cached.data, 0, GRANULES);
        }
        Frame frame = slot.cached;
        int[] record = records.get(slot.id);
        if (record != null && !forgets && !frame.tagged) {
            frame.tags = record.clone();
            frame.tagged = true;
        }
        map(own, page, frame);
        release(slot);
        return frame;
    }

    private void release(Slot slot) {
        if (users(slot) == 0) {
            if (slot.cached != null) {
                slot.cached.cachedAt = null;
            }
            slots.remove(slot.id);
            if (!bugs.contains(Bug.SLOT_KEEPS_RECORD)) {
                records.remove(slot.id);
            }
        }
    }

    private void pageout(Worker own, int page) {
        Entry entry = own.entries.get(page);
        Frame frame = entry == null ? null : entry.frame();
        int id = IntStream.rangeClosed(1, slotCount).filter(i -> !slots.containsKey(i)).findFirst().orElse(0);
        if (frame == null || bugs.contains(Bug.PAGEOUT_DOES_NOTHING) || (frame.cachedAt == null && id == 0)) {
            return;
        }
        Slot slot = frame.cachedAt == null ? slots.computeIfAbsent(id, Slot::new) : frame.cachedAt;
        slot.data = frame.data;
        slot.cached = null;
        if (frame.tagged) {
            records.put(slot.id, frame.tags);
        }
        for (Worker one : workers.values()) {
            one.entries.replaceAll((at, its) -> its.frame() == frame ? new Entry(null, slot) : its);
        }
    }

    private void swapoff() {
        for (Worker one : workers.values()) {
            for (int page : List.copyOf(one.entries.keySet())) {
                Slot slot = one.entries.get(page).slot();
                if (slot != null) {
                    swapIn(one, page, slot, bugs.contains(Bug.UNUSE_WITHOUT_TAGS));
                }
            }
        }
    }

    private void zap(Worker own, int page) {
        Entry entry = own.entries.remove(page);
        if (entry != null && entry.slot() != null) {
            release(entry.slot());
        }
    }

    private void protect(Worker own, int page, Area area) {
        Area before = own.areas.get(page);
        own.areas.put(page, new Area(area.prot(), area.mte() || before.mte()));
        Entry entry = own.entries.get(page);
        if (entry != null && entry.frame() != null && !area.prot().equals("n")) {
            map(own, page, entry.frame());
        }
    }

    private void move(Worker own, int page, int node) {
        Frame from = own.entries.get(page).frame();
        if (!bugs.contains(Bug.MOVE_DOES_NOTHING)) {
            Frame to = copied(from);
            to.node = node;
            to.cachedAt = from.cachedAt;
            for (Worker one : workers.values()) {
                one.entries.replaceAll((at, its) -> its.frame() == from ? new Entry(to, null) : its);
            }
        }
    }

    private void fork(Worker own, char child) {
        Worker copy = new Worker();
        copy.areas.putAll(own.areas);
        own.entries.forEach((page, entry) -> {
            if (entry.slot() == null || !bugs.contains(Bug.FORK_FORGETS_SLOT)) {
                copy.entries.put(page, entry);
            }
        });
        workers.put(child, copy);
    }

    // ---- words

    private interface PageWord {
        String of(int page);
    }

    private interface PageWork {
        void on(int page);
    }

    private Worker worker(String name) {
        Worker own = workers.get(name.charAt(0));
        if (own == null) {
            throw new GuestLost("no worker " + name, new IllegalStateException());
        }
        return own;
    }

    private static int number(String word) {
        return Integer.parseInt(word);
    }

    private static void range(String[] w, int at, PageWork work) {
        IntStream.range(number(w[at]), number(w[at]) + number(w[at + 1])).forEach(work::on);
    }

    private static String pages(String[] w, PageWord word) {
        return IntStream.range(number(w[2]), number(w[2]) + number(w[3]))
                .mapToObj(word::of)
                .collect(Collectors.joining(" "));
    }

    private static String shown(Frame frame) {
        int[] data = Arrays.stream(frame.data).mapToInt(Math::toIntExact).toArray();
        int[] tags = frame.tagged ? frame.tags : new int[GRANULES];
        return runs(tags, 16) + "|" + runs(data, 10);
    }

    private static String seen(Entry entry) {
        if (entry == null) {
            return "-";
        }
        if (entry.slot() != null) {
            return "s:0:" + entry.slot().id;
        }
        Frame frame = entry.frame();
        return frame == null
                ? "p:0:z"
                : "p:" + frame.id + ":" + (frame.tagged ? "t" : "") + (frame.cachedAt == null ? "" : "c");
    }

    private static String cached(Entry entry) {
        boolean in = entry != null && (entry.slot() == null || entry.slot().cached != null);
        return in ? "1" : "0";
    }

    private static String runs(int[] values, int radix) {
        List<String> runs = new ArrayList<>();
        for (int value : values) {
            runs.add(Integer.toString(value, radix) + "x1");
        }
        return String.join(",", runs);
    }
}
