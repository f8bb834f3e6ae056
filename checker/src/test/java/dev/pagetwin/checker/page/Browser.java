package dev.pagetwin.checker.page;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A headless Chromium with one tab, spoken to through its own protocol. */
final class Browser implements AutoCloseable {
    private static final int SECONDS = 60;

    private final Process process;
    private final WebSocket socket;
    private final String session;
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonObject>> answers = new ConcurrentHashMap<>();
    private final List<JsonObject> events = Collections.synchronizedList(new ArrayList<>());

    private Browser(Process process, String address) {
        this.process = process;
        this.socket = HttpClient.newHttpClient().newWebSocketBuilder()
                .buildAsync(URI.create(address), new Listener())
                .join();
        String target = call("", "Target.createTarget", "{\"url\": \"about:blank\"}").get("targetId").getAsString();
        this.session = call("", "Target.attachToTarget", "{\"targetId\": \"" + target + "\", \"flatten\": true}")
                .get("sessionId").getAsString();
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            call(domain + ".enable", "{}");
        }
    }

    /** Starts the program, with a profile of its own in a folder. */
    static Browser start(String program, Path folder) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        program, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                        "--remote-debugging-port=0", "--user-data-dir=" + folder)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("browser.log").toFile())
                .start();
        Path port = folder.resolve("DevToolsActivePort");
        for (int i = 0; i < SECONDS * 20 && !(Files.exists(port) && Files.size(port) > 0); i++) {
            Thread.sleep(50);
        }
        List<String> lines = Files.readAllLines(port);
        return new Browser(process, "ws://127.0.0.1:" + lines.get(0) + lines.get(1));
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder open = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            open.append(data);
            if (last) {
                JsonObject message = JsonParser.parseString(open.toString()).getAsJsonObject();
                open.setLength(0);
                if (message.has("id")) {
                    answers.remove(message.get("id").getAsInt()).complete(message);
                } else {
                    events.add(message);
                }
            }
            from.request(1);
            return null;
        }
    }

    private JsonObject call(String inSession, String method, String params) {
        int id = ids.incrementAndGet();
        JsonObject message = new JsonObject();
        message.addProperty("id", id);
        message.addProperty("method", method);
        message.add("params", JsonParser.parseString(params));
        if (!inSession.isEmpty()) {
            message.addProperty("sessionId", inSession);
        }
        CompletableFuture<JsonObject> answer = new CompletableFuture<>();
        answers.put(id, answer);
        socket.sendText(message.toString(), true).join();
        JsonObject got = answer.orTimeout(SECONDS, TimeUnit.SECONDS).join();
        if (got.has("error")) {
            throw new AssertionError(method + ": " + got.get("error"));
        }
        return got.getAsJsonObject("result");
    }

    JsonObject call(String method, String params) {
        return call(session, method, params);
    }

    /** Opens a page and waits until it is there. What happened before is forgotten. */
    void open(String address) throws InterruptedException {
        call("Page.navigate", "{\"url\": \"about:blank\"}");
        events.clear();
        call("Page.navigate", "{\"url\": \"" + address + "\"}");
        await("document.readyState === 'complete' && location.href !== 'about:blank'");
    }

    /** Waits until this is so. */
    void await(String condition) throws InterruptedException {
        for (int i = 0; i < SECONDS * 20; i++) {
            if (eval(condition).getAsBoolean()) {
                return;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("never: " + condition);
    }

    /** The value of an expression, or what it promises. */
    JsonElement eval(String expression) {
        JsonObject params = new JsonObject();
        params.addProperty("expression", expression);
        params.addProperty("awaitPromise", true);
        params.addProperty("returnByValue", true);
        JsonObject result = call("Runtime.evaluate", params.toString());
        if (result.has("exceptionDetails")) {
            throw new AssertionError(result.get("exceptionDetails").toString());
        }
        JsonElement value = result.getAsJsonObject("result").get("value");
        return value == null ? JsonNull.INSTANCE : value;
    }

    /** The text of the first element that a selector finds. */
    String text(String selector) {
        return eval("document.querySelector(" + quoted(selector) + ").innerText").getAsString();
    }

    private static String quoted(String text) {
        return new JsonPrimitive(text).toString();
    }

    /** Presses a key. */
    void press(String key) {
        String text = key.length() == 1 ? ", \"text\": " + quoted(key) : "";
        String code = key.equals("Enter") ? ", \"windowsVirtualKeyCode\": 13, \"text\": \"\\r\"" : "";
        String params = "\"key\": " + quoted(key) + code + text;
        call("Input.dispatchKeyEvent", "{\"type\": \"keyDown\", " + params + "}");
        call("Input.dispatchKeyEvent", "{\"type\": \"keyUp\", \"key\": " + quoted(key) + "}");
    }

    /** Writes a text where the focus is. */
    void type(String text) {
        call("Input.insertText", "{\"text\": " + quoted(text) + "}");
    }

    void size(int width, int height) {
        call("Emulation.setDeviceMetricsOverride", "{\"width\": " + width + ", \"height\": " + height
                + ", \"deviceScaleFactor\": 1, \"mobile\": false}");
    }

    void scheme(String scheme) {
        call("Emulation.setEmulatedMedia",
                "{\"features\": [{\"name\": \"prefers-color-scheme\", \"value\": \"" + scheme + "\"}]}");
    }

    void scripts(boolean on) {
        call("Emulation.setScriptExecutionDisabled", "{\"value\": " + !on + "}");
    }

    /** What the page asked for, its own address included. */
    List<String> requests() {
        return events("Network.requestWillBeSent").stream()
                .map(e -> e.getAsJsonObject("request").get("url").getAsString())
                .toList();
    }

    /** What the page complained about. */
    List<String> complaints() {
        List<String> all = new ArrayList<>();
        events("Runtime.exceptionThrown").forEach(e -> all.add(e.toString()));
        events("Runtime.consoleAPICalled").forEach(e -> all.add(e.toString()));
        events("Log.entryAdded").forEach(e -> all.add(e.toString()));
        return all;
    }

    private List<JsonObject> events(String method) {
        synchronized (events) {
            return events.stream()
                    .filter(e -> e.get("method").getAsString().equals(method))
                    .map(e -> e.getAsJsonObject("params"))
                    .toList();
        }
    }

    /** A picture of the whole page. */
    void picture(Path file) throws IOException {
        String data = call("Page.captureScreenshot", "{\"captureBeyondViewport\": true}").get("data").getAsString();
        Files.createDirectories(file.getParent());
        Files.write(file, Base64.getDecoder().decode(data));
    }

    @Override
    public void close() {
        socket.abort();
        process.destroy();
        process.onExit().orTimeout(SECONDS, TimeUnit.SECONDS).join();
    }
}
