package dev.pagetwin.checker.page;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** The templates, and what a page has to carry with it so that it needs nothing else. */
final class Templates {
    /** Escapes what could end the script element that the data stands in. */
    private static final Gson GSON = new GsonBuilder().serializeNulls().create();

    private static final Mustache.Compiler COMPILER = Mustache.compiler()
            .withEscaper(text -> Escapers.HTML.escape(Text.visible(text)))
            .strictSections(true)
            .emptyStringIsFalse(true)
            .zeroIsFalse(true)
            .withLoader(name -> new StringReader(resource(name + ".mustache")));

    private Templates() {}

    /** The page that a template makes of a model, with our style and this script; one line ends with one line feed. */
    static String page(String template, Map<String, Object> model, String script) {
        String style = resource("page.css");
        String code = script.isEmpty() ? "" : resource(script);
        Map<String, Object> all = new HashMap<String, Object>(model);
        all.put("style", style);
        all.put("script", code);
        // No page may load anything or run anything but this style and this script.
        all.put("styleHash", hash(style));
        all.put("scriptHash", hash(code));
        return COMPILER.compile(resource(template + ".mustache")).execute(all);
    }

    /** The document on one line, safe inside a script element. */
    static String data(JsonElement json) {
        return GSON.toJson(json);
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String resource(String name) {
        try (InputStream in = Templates.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("not packaged: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
