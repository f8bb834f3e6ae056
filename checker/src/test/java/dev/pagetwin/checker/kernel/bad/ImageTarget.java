package dev.pagetwin.checker.kernel.bad;

import dev.pagetwin.checker.fuzz.OneLine;
import dev.pagetwin.checker.fuzz.Target;
import dev.pagetwin.checker.kernel.fetch.SetupException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** A kernel's image and the list of its functions: lines up to a byte of zero, then the image. */
public final class ImageTarget implements Target {
    private static final List<String> VERSIONS = List.of("6.1", "6.12", "7.2");

    @Override
    public String name() {
        return "image";
    }

    @Override
    public int longest() {
        return 1024;
    }

    @Override
    public List<byte[]> seeds() {
        ByteBuffer image = ByteBuffer.allocate(96).order(ByteOrder.LITTLE_ENDIAN);
        // bl, ret: both functions call the one of the fourth line.
        image.putInt(0, 0x94000014).putInt(4, Arm64.RET).putInt(32, 0x9400000c);
        ByteArrayOutputStream seed = new ByteArrayOutputStream();
        seed.writeBytes("0 unuse_pte_range\n20 do_swap_page.isra.0\n40 mte_sync_tags\n50 mte_restore_tags\n60 end\n"
                .getBytes(StandardCharsets.US_ASCII));
        seed.write(0);
        seed.writeBytes(image.array());
        return List.of(seed.toByteArray());
    }

    @Override
    public boolean take(byte[] input) {
        int end = 0;
        while (end < input.length && input[end] != 0) {
            end++;
        }
        List<String> lines = Arrays.asList(new String(input, 0, end, StandardCharsets.UTF_8).split("\n"));
        byte[] image = Arrays.copyOfRange(input, Math.min(end + 1, input.length), input.length);
        boolean made = false;
        try {
            Symbols symbols = new Symbols(lines);
            for (BadKernel bad : BadKernels.ALL) {
                for (String version : VERSIONS) {
                    made |= bad.isFor(version) && patched(image.clone(), symbols, bad, version);
                }
            }
        } catch (SetupException e) {
            OneLine.check(e.getMessage());
        }
        return made;
    }

    private static boolean patched(byte[] image, Symbols symbols, BadKernel bad, String version) {
        try {
            return BadKernels.patch(image, symbols, bad, version) > 0;
        } catch (SetupException e) {
            OneLine.check(e.getMessage());
            return false;
        }
    }
}
