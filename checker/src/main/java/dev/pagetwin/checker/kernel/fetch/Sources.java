package dev.pagetwin.checker.kernel.fetch;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The C sources of a program of ours, which this build has as resources in one folder. */
final class Sources {
    private static final String FOLDER = "/dev/pagetwin/checker/kernel/";
    private static final int DIGITS = 16;

    private Sources() {}

    /** Their texts by name, the headers too. */
    static SortedMap<String, String> of(String program) {
        URL url = Sources.class.getResource(FOLDER + program + "/" + program + ".c");
        if (url == null) {
            throw new SetupException("found no source of " + program + " in this build, expected " + program + ".c");
        }
        try {
            URI uri = url.toURI();
            if (!uri.getScheme().equals("jar")) {
                return read(Folders.parent(Path.of(uri)));
            }
            Path jar = Path.of(URI.create(uri.getRawSchemeSpecificPart().replaceFirst("!.*", "")));
            try (FileSystem files = FileSystems.newFileSystem(jar)) {
                return read(files.getPath(FOLDER + program));
            }
        } catch (IOException | URISyntaxException e) {
            throw new SetupException(url + ": cannot be read, " + e.getMessage(), e);
        }
    }

    private static SortedMap<String, String> read(Path folder) throws IOException {
        SortedMap<String, String> texts = new TreeMap<>();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.toList()) {
                String name = Folders.name(file);
                if (name.endsWith(".c") || name.endsWith(".h")) {
                    texts.put(name, Files.readString(file));
                }
            }
        }
        return texts;
    }

    /** A name for exactly these texts. */
    static String hash(SortedMap<String, String> texts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Map.Entry<String, String> text : texts.entrySet()) {
                digest.update((text.getKey() + "\0" + text.getValue() + "\0").getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
