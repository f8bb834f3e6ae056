package dev.pagetwin.checker.search.explore;

import dev.pagetwin.checker.fuzz.OneLine;
import dev.pagetwin.checker.fuzz.Target;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;

/** A slice as it comes from another machine of a cluster. */
public final class SliceTarget implements Target {
    @Override
    public String name() {
        return "slice";
    }

    @Override
    public int longest() {
        return 1024;
    }

    @Override
    public boolean take(byte[] input) throws IOException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(stream)) {
            out.write(input);
        }
        Slice slice = new Slice();
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(stream.toByteArray()))) {
            slice.readExternal(in);
        } catch (IOException e) {
            OneLine.check(String.valueOf(e.getMessage()));
            return false;
        }
        slice.summary();
        return true;
    }

    @Override
    public List<byte[]> seeds() throws IOException {
        Slice slice = new Slice(1, 2, 2, 3);
        slice.runs[1] = new long[][] {{1, 2, 3}, {4}};
        slice.firsts = new long[] {7};
        slice.records = new int[] {2};
        slice.words = new long[][] {{5, 6}};
        slice.links[0] = new byte[] {1, 2, 3};
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(stream)) {
            slice.writeExternal(out);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(stream.toByteArray()))) {
            return List.of(in.readAllBytes());
        }
    }
}
