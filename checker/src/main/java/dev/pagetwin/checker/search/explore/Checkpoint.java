package dev.pagetwin.checker.search.explore;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * A level boundary on disk: the visited keys as sorted runs, the links, the frontier, the counts. Every file is written
 * under a temporary name, forced to the disk and moved; the manifest, with the lengths and checksums of all others,
 * comes last, and only then are the files of the manifest before deleted. Links are appended, and what lies beyond the
 * length in the manifest does not count. So at any moment one whole checkpoint is there.
 */
final class Checkpoint implements AutoCloseable {
    static final String MANIFEST = "manifest";
    private static final String FORMAT = "pagetwin-exploration-1";
    private static final int MANY = 16;

    /** What a file of ours is called: nothing that leads out of the folder. */
    private static final Pattern KEYS = Pattern.compile("keys-\\d{1,10}(-merged)?");
    private static final Pattern FRONTIER = Pattern.compile("frontier-\\d{1,10}");

    private final Folder folder;
    private final Model model;
    private final int partitions;
    private final int width;
    private final List<KeyFile> keyFiles = new ArrayList<>();
    private LinkFile links = LinkFile.empty();
    private FrontierFile frontier = FrontierFile.NONE;
    private int number;
    private boolean complete;

    Checkpoint(Folder folder, Model model, int partitions) {
        this.folder = folder;
        this.model = model;
        this.partitions = partitions;
        this.width = model.keys().words();
    }

    /** Whether there is one to resume from. */
    boolean isComplete() {
        return complete;
    }

    /** Saves the boundary at which the partitions' frontiers stand. */
    void save(Totals totals, List<Partition> all, Archive archive) throws IOException {
        number++;
        List<String> obsolete = new ArrayList<>();
        saveKeys(all);
        compact(obsolete);
        for (Partition p : all) {
            p.runs().clear();
            keyFiles.forEach(file -> p.runs().add(file.run(p.id())));
        }
        links = links.append(folder, archive);
        obsolete.add(frontier.name());
        frontier = FrontierFile.write(folder, "frontier-" + number, all);
        folder.sync();
        saveManifest(totals);
        complete = true;
        for (String name : obsolete) {
            if (!name.isEmpty()) {
                folder.delete(name);
            }
        }
    }

    private void saveKeys(List<Partition> all) throws IOException {
        KeyFile file = KeyFile.write(folder, "keys-" + number, partitions, width, p -> {
            long[] keys = all.get(p).unsaved();
            all.get(p).saved();
            return keys;
        });
        if (file.keys() > 0) {
            keyFiles.add(file);
        } else {
            file.close();
            folder.delete(file.name());
        }
    }

    /** Merges small files once there are many: the last ones, back to the first that is larger than all after it. */
    private void compact(List<String> obsolete) throws IOException {
        if (keyFiles.size() <= MANY) {
            return;
        }
        int from = keyFiles.size() - 1;
        long sum = keyFiles.get(from).keys();
        while (from > 0 && (from > MANY / 2 || keyFiles.get(from - 1).keys() <= 2 * sum)) {
            from--;
            sum += keyFiles.get(from).keys();
        }
        List<KeyFile> tail = keyFiles.subList(from, keyFiles.size());
        KeyFile merged = KeyFile.write(folder, "keys-" + number + "-merged", partitions, width, p ->
                Run.merged(tail.stream().map(file -> file.run(p)).toList(), width));
        for (KeyFile file : tail) {
            file.close();
            obsolete.add(file.name());
        }
        tail.clear();
        keyFiles.add(merged);
    }

    private void saveManifest(Totals totals) throws IOException {
        Manifest m = new Manifest();
        m.add(FORMAT);
        addIdentity(m);
        m.add("number", number);
        m.add("levels", totals.levels());
        m.add("transitions", totals.transitions);
        Place deadlock = totals.deadlock;
        m.add("deadlocks", new long[] {
            totals.deadlocks, deadlock == null ? -1 : deadlock.level(), deadlock == null ? -1 : deadlock.position()});
        m.add("enabled", totals.enabled);
        m.add("taken", totals.taken);
        m.add("fresh", totals.fresh);
        m.add("counters", totals.counters);
        for (KeyFile file : keyFiles) {
            String counts = String.join(" ", file.runs().stream().map(run -> "" + run.count()).toList());
            m.add("keys", file.name(), file.checksum(), counts);
        }
        m.add("links", links.levels(), links.length(), links.checksum().getValue());
        m.add("frontier", frontier.name(), frontier.length(), frontier.checksum());
        byte[] bytes = m.bytes();
        String temporary = folder.newTemporary();
        long old = folder.has(MANIFEST) ? Files.size(folder.file(MANIFEST)) : 0;
        try (Output out = new Output(folder, temporary)) {
            out.put(bytes, bytes.length);
            out.finish();
        }
        folder.publish(temporary, MANIFEST);
        folder.release(old);
        folder.sync();
    }

    private void addIdentity(Manifest m) {
        m.add("model", model.name());
        m.add("actions", String.join(",", model.actions()));
        m.add("counted", String.join(",", model.counters()));
        m.add("shape", partitions, width, model.payloadWords());
    }

    /** Reads the checkpoint of the folder, after checking every byte of it. */
    static Checkpoint load(Folder folder, Model model, int partitions, Totals totals, Archive archive)
            throws IOException {
        if (!folder.has(MANIFEST)) {
            throw new CheckpointException(folder.path() + " holds no checkpoint");
        }
        Checkpoint checkpoint = new Checkpoint(folder, model, partitions);
        try {
            checkpoint.load(totals, archive);
        } catch (NoSuchFileException e) {
            throw damaged(folder, "a file is missing: " + e.getMessage());
        } catch (EOFException e) {
            throw damaged(folder, "a file is too short");
        } catch (CheckpointException e) {
            throw damaged(folder, String.valueOf(e.getMessage()));
        } catch (NumberFormatException | IndexOutOfBoundsException | ArithmeticException e) {
            throw damaged(folder, "the manifest cannot be read");
        }
        return checkpoint;
    }

    private static CheckpointException damaged(Folder folder, String why) {
        return new CheckpointException("the checkpoint in " + folder.path() + " cannot be used: " + why);
    }

    private void load(Totals totals, Archive archive) throws IOException {
        Manifest m = Manifest.read(folder.file(MANIFEST));
        m.text(FORMAT);
        checkIdentity(m);
        // The next one has to have a number, too.
        number = Math.decrementExact(Math.toIntExact(m.numbers("number", 1)[0] + 1));
        for (long states : m.numbers("levels")) {
            totals.addLevel(states);
        }
        totals.transitions = m.numbers("transitions", 1)[0];
        long[] deadlocks = m.signed("deadlocks", 3);
        totals.deadlocks = deadlocks[0];
        totals.deadlock = deadlocks[1] < 0 ? null : place(deadlocks, totals);
        Totals.add(totals.enabled, m.numbers("enabled", totals.enabled.length));
        Totals.add(totals.taken, m.numbers("taken", totals.taken.length));
        Totals.add(totals.fresh, m.numbers("fresh", totals.fresh.length));
        Totals.add(totals.counters, m.numbers("counters", totals.counters.length));
        folder.found(m.length());
        loadFiles(m, totals, archive);
        complete = true;
    }

    private static Place place(long[] deadlock, Totals totals) throws CheckpointException {
        if (deadlock[1] > totals.depth() || deadlock[2] < 0) {
            throw new CheckpointException("it knows a state at depth " + deadlock[1] + " of " + totals.depth());
        }
        return new Place((int) deadlock[1], deadlock[2]);
    }

    private void checkIdentity(Manifest m) throws CheckpointException {
        Manifest own = new Manifest();
        addIdentity(own);
        for (String line : new String[] {"model", "actions", "counted", "shape"}) {
            String ours = own.text(line);
            String theirs = m.text(line);
            if (!ours.equals(theirs)) {
                throw new CheckpointException("it is of another exploration (" + line + " " + Manifest.shown(theirs) + ")");
            }
        }
    }

    private void loadFiles(Manifest m, Totals totals, Archive archive) throws IOException {
        Set<String> names = new HashSet<>();
        long keys = 0;
        while (m.isNext("keys")) {
            KeyFile file = loadKeys(m.text("keys").split(" "), names);
            keyFiles.add(file);
            keys = Math.addExact(keys, file.keys());
        }
        // What memory will hold is judged by the number of states, so it had better be true.
        if (keys != totals.distinct()) {
            throw new CheckpointException("it has the keys of " + keys + " states instead of " + totals.distinct());
        }
        long[] numbers = m.numbers("links", 3);
        // After the last level comes one without a state, which is no level.
        if (numbers[0] - totals.levels().length < 0 || numbers[0] - totals.levels().length > 1) {
            throw new CheckpointException("it has the links of " + numbers[0] + " levels of " + totals.levels().length);
        }
        CRC32C sum = Input.check(folder, LinkFile.NAME, numbers[1], false, numbers[2]);
        links = new LinkFile((int) numbers[0], numbers[1], sum);
        links.load(folder, partitions, archive);
        String[] words = m.text("frontier").split(" ");
        frontier = new FrontierFile(own(FRONTIER, words[0], names), Long.parseLong(words[1]), Long.parseLong(words[2]));
        Input.check(folder, frontier.name(), frontier.length(), true, frontier.checksum());
        m.end();
        folder.keepOnly(names);
    }

    private KeyFile loadKeys(String[] words, Set<String> names) throws IOException {
        String name = own(KEYS, words[0], names);
        long[] sizes = Manifest.numbers(words, 1);
        if (sizes.length != partitions + 1) {
            throw new CheckpointException(name + " has " + (sizes.length - 1) + " partitions instead of " + partitions);
        }
        int[] counts = new int[partitions];
        long keys = 0;
        for (int p = 0; p < partitions; p++) {
            if (sizes[p + 1] < 0 || sizes[p + 1] > KeyFile.MOST / width) {
                throw new CheckpointException(name + " has " + sizes[p + 1] + " keys in a partition, at most "
                        + KeyFile.MOST / width);
            }
            counts[p] = (int) sizes[p + 1];
            keys += counts[p];
        }
        Input.check(folder, name, 8L * width * keys, true, sizes[0]);
        return KeyFile.read(folder, name, sizes[0], counts, width);
    }

    /** The name, if it is one of ours that has not been named before. */
    private static String own(Pattern ours, String name, Set<String> names) throws CheckpointException {
        if (!ours.matcher(name).matches() || !names.add(name)) {
            throw new CheckpointException("the manifest names a file that is none of its own, or names one twice");
        }
        return name;
    }

    /**
     * Gives the partitions their runs and frontiers back.
     *
     * @param expected how many states the last level has
     */
    void restore(List<Partition> all, long expected) throws IOException {
        for (Partition p : all) {
            keyFiles.forEach(file -> p.runs().add(file.run(p.id())));
        }
        long states;
        try {
            states = frontier.restore(folder, all, new Restored(model));
        } catch (EOFException e) {
            throw damaged(folder, frontier.name() + " is too short");
        } catch (CheckpointException e) {
            throw damaged(folder, String.valueOf(e.getMessage()));
        }
        if (states != 0 && states != expected) {
            throw damaged(folder, "its frontier has " + states + " states instead of " + expected);
        }
    }

    @Override
    public void close() throws IOException {
        for (KeyFile file : keyFiles) {
            file.close();
        }
    }
}
