package dev.pagetwin.checker.cex;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads and writes counterexamples. */
public final class Counterexamples {
    /** The ending of a file's name. */
    public static final String ENDING = ".cex";

    private Counterexamples() {}

    /** The canonical text. */
    public static String print(Counterexample cex) {
        return Printer.print(cex);
    }

    /**
     * What a text holds.
     *
     * @param file the name to use in errors
     */
    public static Counterexample parse(String file, byte[] bytes) throws CexException {
        Counterexample cex = Parser.parse(file, bytes);
        int canonical = bytes(cex).length;
        if (canonical > Texts.BYTES) {
            throw new CexException(file, 1, 1, canonical + " bytes in canonical form", "at most " + Texts.BYTES);
        }
        return cex;
    }

    /** What a text holds. */
    public static Counterexample parse(String file, String text) throws CexException {
        return parse(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** What a file holds. */
    public static Counterexample load(Path file) throws IOException, CexException {
        return read(file).counterexample();
    }

    /** What a file holds, and its text, for {@link Replay}. */
    public static CexFile read(Path file) throws IOException, CexException {
        try (InputStream in = Files.newInputStream(file)) {
            // One byte more than a file may have: enough to see that there are too many.
            byte[] bytes = in.readNBytes(Texts.BYTES + 1);
            Counterexample cex = parse(file.toString(), bytes);
            return new CexFile(file.toString(), new String(bytes, StandardCharsets.UTF_8), cex);
        }
    }

    /** Writes the canonical text: whoever reads the file meanwhile sees the old one or the new one, whole. */
    public static void save(Path file, Counterexample cex) throws IOException {
        byte[] bytes = bytes(cex);
        if (bytes.length > Texts.BYTES) {
            throw new IOException(file + " would have " + bytes.length + " bytes; at most " + Texts.BYTES);
        }
        WholeFile.write(file, bytes);
    }

    private static byte[] bytes(Counterexample cex) {
        return print(cex).getBytes(StandardCharsets.UTF_8);
    }
}
