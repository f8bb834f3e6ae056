package dev.pagetwin.checker.kernel.bad;

import dev.pagetwin.checker.kernel.fetch.SetupException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** An image whose instructions are being changed. */
final class Code {
    private final ByteBuffer image;
    private final Symbols symbols;

    Code(byte[] image, Symbols symbols) {
        this.image = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
        this.symbols = symbols;
    }

    /** A function from its first byte to the next function's. */
    record Function(String name, long start, long end) {}

    /** A function and the variants of it that the compiler made; there is at least one, and they lie in the image. */
    List<Function> functions(String name) {
        List<Long> starts = symbols.of(name);
        if (starts.isEmpty()) {
            throw new SetupException("no function " + name + " in this kernel");
        }
        return starts.stream().map(start -> function(name, start)).toList();
    }

    private Function function(String name, long start) {
        // What is left behind the last whole instruction is none.
        long end = symbols.end(start) & -Integer.BYTES;
        if (start < 0 || start % Integer.BYTES != 0 || end <= start || end > image.limit()) {
            throw new SetupException(name + " is at " + Long.toHexString(start) + " to " + Long.toHexString(end)
                    + ", which is no place in an image of " + image.limit() + " bytes");
        }
        return new Function(name, start, end);
    }

    int word(long at) {
        return image.getInt(Math.toIntExact(at));
    }

    void set(long at, int word) {
        image.putInt(Math.toIntExact(at), word);
    }
}
