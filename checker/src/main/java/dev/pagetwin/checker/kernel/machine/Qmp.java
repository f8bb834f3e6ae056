package dev.pagetwin.checker.kernel.machine;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** QEMU's own control line (QMP), over a UNIX socket. A QEMU that is ended closes it, so no read waits for ever. */
final class Qmp implements AutoCloseable {
    private static final JsonObject NOTHING = new JsonObject();

    private final SocketChannel channel;
    private final BufferedReader reader;

    private Qmp(SocketChannel channel) {
        this.channel = channel;
        this.reader = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
    }

    static Qmp connect(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
            Qmp qmp = new Qmp(channel);
            qmp.line();
            qmp.execute("qmp_capabilities", NOTHING);
            return qmp;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    JsonObject execute(String command) throws IOException {
        return execute(command, NOTHING);
    }

    /** What is returned; events in between are passed over. */
    JsonObject execute(String command, JsonObject arguments) throws IOException {
        JsonObject request = new JsonObject();
        request.addProperty("execute", command);
        request.add("arguments", arguments);
        ByteBuffer bytes = ByteBuffer.wrap((request + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        JsonObject answer = line();
        while (!answer.has("return") && !answer.has("error")) {
            answer = line();
        }
        if (answer.has("error")) {
            throw new IOException("QEMU does not " + command + ": " + answer.get("error"));
        }
        return answer.getAsJsonObject("return");
    }

    private JsonObject line() throws IOException {
        String line = reader.readLine();
        if (line == null) {
            throw new IOException("QEMU closed its control line");
        }
        return JsonParser.parseString(line).getAsJsonObject();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
