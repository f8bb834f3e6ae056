package dev.pagetwin.checker.search.pair;

import org.checkerframework.checker.nullness.qual.Nullable;

/** Values of a type of which there are few: each is made once, and found by its code. */
final class Known implements Coder {
    /** The longest code that it is worth a table. */
    static final int MOST = 12;

    private final Coder coder;
    private final int most;
    private final @Nullable Object[] values;
    private final byte[] lengths;

    Known(Coder coder) {
        this.coder = coder;
        this.most = coder.most();
        this.values = new @Nullable Object[1 << most];
        this.lengths = new byte[1 << most];
    }

    @Override
    public void put(@Nullable Object value, Bits out, Names names) {
        coder.put(value, out, names);
    }

    @Override
    public @Nullable Object get(Bits in) {
        int next = (int) in.peek(most);
        if (values[next] == null) {
            learn(next, in);
        }
        in.skip(lengths[next]);
        return values[next];
    }

    /** The code may be shorter: what follows it then is no part of the value, which stands at a following of zeroes. */
    private void learn(int next, Bits in) {
        int from = in.at();
        Object value = coder.get(in);
        int length = in.at() - from;
        in.skip(-length);
        int code = next & (1 << length) - 1;
        Object known = values[code];
        values[code] = known == null ? value : known;
        lengths[code] = (byte) length;
        values[next] = values[code];
        lengths[next] = (byte) length;
    }

    @Override
    public int most() {
        return most;
    }

    @Override
    public int names() {
        return coder.names();
    }
}
