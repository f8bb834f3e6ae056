package dev.pagetwin.checker.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Bytes as text that can be read and compared line by line: what is not ASCII or not visible is {@code \xNN}. */
final class Escaped {
    private static final int HEX = 16;

    private Escaped() {}

    static String of(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte b : bytes) {
            if (b == '\n') {
                text.append("\\n\n");
            } else if (b >= ' ' && b < 127 && b != '\\') {
                text.append((char) b);
            } else {
                text.append(String.format("\\x%02x", b & 0xff));
            }
        }
        return text.append('\n').toString();
    }

    static byte[] bytes(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < ascii.length; i++) {
            if (ascii[i] == '\\' && ascii[i + 1] == 'n') {
                out.write('\n');
                i++;
            } else if (ascii[i] == '\\') {
                out.write(Integer.parseInt(text.substring(i + 2, i + 4), HEX));
                i += 3;
            } else if (ascii[i] != '\n') {
                out.write(ascii[i]);
            }
        }
        return out.toByteArray();
    }
}
