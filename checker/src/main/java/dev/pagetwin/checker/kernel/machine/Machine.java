package dev.pagetwin.checker.kernel.machine;

import dev.pagetwin.checker.kernel.fetch.KernelImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The machine as QEMU is told it: two nodes, tags, one processor whose steps one thread takes in order.
 *
 * <p>Names of files are relative to the folder of the run, which is where QEMU is started: a comma in a path would be
 * QEMU's own.
 */
record Machine(Path qemu, KernelImage image, SwapDevice swap) {
    static final String INITRAMFS = "initramfs.cpio";
    static final String SWAP = "swap.img";
    static final long SWAP_BYTES = 16L << 20;
    private static final int NODE_MEGABYTES = 96;

    /** What makes two machines the same, apart from the files that they are given. */
    List<String> hardware() {
        List<String> words = new ArrayList<>(List.of(
                "-machine", "virt,gic-version=3,mte=on",
                "-cpu", "max,pauth-impdef=on",
                "-accel", "tcg,thread=single",
                "-smp", "1",
                "-m", 2 * NODE_MEGABYTES + "M",
                "-object", "memory-backend-ram,id=m0,size=" + NODE_MEGABYTES + "M",
                "-object", "memory-backend-ram,id=m1,size=" + NODE_MEGABYTES + "M",
                "-numa", "node,nodeid=0,cpus=0,memdev=m0",
                "-numa", "node,nodeid=1,memdev=m1",
                "-nodefaults", "-no-user-config", "-display", "none", "-monitor", "none", "-serial", "stdio",
                "-no-reboot"));
        if (swap == SwapDevice.VIRTIO) {
            words.addAll(List.of(
                    "-drive", "file=" + SWAP + ",if=none,id=swap,format=raw,cache=unsafe",
                    "-device", "virtio-blk-pci,drive=swap"));
        }
        words.addAll(List.of("-append", "console=ttyAMA0 quiet loglevel=4 rdinit=/init oops=panic panic=-1 nokaslr"
                + " audit=0 apparmor=0 cma=0 -- swap=" + swap.word()));
        return words;
    }

    /** The whole command, with what is new in this start. */
    List<String> command(List<String> more) {
        List<String> words = new ArrayList<>(List.of(qemu.toAbsolutePath().toString()));
        words.addAll(hardware());
        words.addAll(List.of("-kernel", image.image().toAbsolutePath().toString(), "-initrd", INITRAMFS));
        words.addAll(more);
        return words;
    }
}
