package dev.pagetwin.checker.kernel.fetch;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A cpio archive in the form that the kernel unpacks at boot ("newc"). */
public final class Cpio {
    private static final int FOLDER = 0040755;
    private static final int PROGRAM = 0100755;
    private static final int CONSOLE = 0020600;
    private static final int CONSOLE_MAJOR = 5;
    private static final int CONSOLE_MINOR = 1;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int entries;

    /** With {@code /dev/console} in it, without which the first program has nowhere to write to. */
    public Cpio() {
        folder("dev");
        entry("dev/console", CONSOLE, CONSOLE_MAJOR, CONSOLE_MINOR, new byte[0]);
    }

    /** Adds a folder; the folder it is in has to be there. */
    public Cpio folder(String path) {
        entry(path, FOLDER, 0, 0, new byte[0]);
        return this;
    }

    /** Adds a file that may be run. */
    public Cpio file(String path, byte[] content) {
        entry(path, PROGRAM, 0, 0, content);
        return this;
    }

    /** The whole archive. */
    public byte[] end() {
        entry("TRAILER!!!", 0, 0, 0, new byte[0]);
        return bytes.toByteArray();
    }

    private void entry(String path, int mode, int major, int minor, byte[] content) {
        byte[] name = (path + "\0").getBytes(StandardCharsets.US_ASCII);
        int[] fields = {++entries, mode, 0, 0, 1, 0, content.length, 0, 0, major, minor, name.length, 0};
        StringBuilder head = new StringBuilder("070701");
        for (int field : fields) {
            head.append(String.format(Locale.ROOT, "%08X", field));
        }
        bytes.writeBytes(head.toString().getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(name);
        pad();
        bytes.writeBytes(content);
        pad();
    }

    private void pad() {
        while (bytes.size() % 4 != 0) {
            bytes.write(0);
        }
    }
}
