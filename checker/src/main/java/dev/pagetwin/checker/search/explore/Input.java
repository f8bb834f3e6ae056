package dev.pagetwin.checker.search.explore;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/** Reads words and bytes from a file, from its start or any place. */
final class Input implements AutoCloseable {
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(Output.BUFFER).order(ByteOrder.LITTLE_ENDIAN).limit(0);
    private long position;

    Input(Path file) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }

    /** The checksum of the first bytes of the file. */
    CRC32C checksum(long length) throws IOException {
        seek(0);
        CRC32C sum = new CRC32C();
        for (long left = length; left > 0; ) {
            more(1);
            int part = (int) Math.min(left, buffer.remaining());
            ByteBuffer seen = buffer.duplicate().limit(buffer.position() + part);
            sum.update(seen);
            buffer.position(buffer.position() + part);
            left -= part;
        }
        seek(0);
        return sum;
    }

    void seek(long to) {
        position = to;
        buffer.limit(0);
    }

    /** How many bytes come before the next one. */
    long position() {
        return position - buffer.remaining();
    }

    long get() throws IOException {
        more(Long.BYTES);
        return buffer.getLong();
    }

    void get(long[] words, int n) throws IOException {
        for (int i = 0; i < n; i++) {
            words[i] = get();
        }
    }

    void get(byte[] bytes) throws IOException {
        for (int at = 0; at < bytes.length; ) {
            more(1);
            int part = Math.min(bytes.length - at, buffer.remaining());
            buffer.get(bytes, at, part);
            at += part;
        }
    }

    private void more(int bytes) throws IOException {
        if (buffer.remaining() >= bytes) {
            return;
        }
        buffer.compact();
        while (buffer.position() < bytes) {
            int n = channel.read(buffer, position);
            if (n < 0) {
                throw new EOFException("the file is too short");
            }
            position += n;
        }
        buffer.flip();
    }

    /**
     * Reads a file of a checkpoint to see whether it is as it was written; answers its checksum.
     *
     * @param exactly whether no byte may come after these
     */
    static CRC32C check(Folder folder, String name, long length, boolean exactly, long checksum) throws IOException {
        long size = Files.size(folder.file(name));
        if (exactly ? size != length : size < length) {
            throw new CheckpointException(name + " has " + size + " bytes instead of " + length);
        }
        try (Input in = new Input(folder.file(name))) {
            CRC32C sum = in.checksum(length);
            if (sum.getValue() != checksum) {
                throw new CheckpointException("the checksum of " + name + " is wrong");
            }
            folder.found(length);
            return sum;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
