package dev.pagetwin.checker.spark;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A master and two workers, each a process, from the jars on the class path. */
final class Standalone implements Closeable {
    private static final int TRIES = 300;

    private final Path folder;
    private final String master;
    private final List<Process> workers = new ArrayList<>();
    private final List<Process> all = new ArrayList<>();

    Standalone(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        Path jars = Files.createDirectories(folder.resolve("home").resolve("jars"));
        for (String entry : classPath().split(File.pathSeparator)) {
            Path jar = Path.of(entry);
            if (entry.endsWith(".jar") && !jar.getFileName().toString().startsWith("pagetwin")) {
                Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar);
            }
        }
        int port = freePort();
        this.master = "spark://127.0.0.1:" + port;
        start("master", "org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port", "" + port,
                "--webui-port", "0");
        for (int tries = 0; !answers(port); tries++) {
            if (tries == TRIES) {
                throw new IllegalStateException("the master does not answer; see " + folder);
            }
            Thread.sleep(100);
        }
        for (String name : List.of("one", "two")) {
            workers.add(start(name, "org.apache.spark.deploy.worker.Worker", "--host", "127.0.0.1", "--cores", "1",
                    "--memory", "1g", "--webui-port", "0", "-d", folder.resolve(name).toString(), master));
        }
    }

    static String classPath() {
        return System.getProperty("java.class.path");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private Process start(String name, String type, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-XX:TieredStopAtLevel=1",
                "-cp", classPath(), type));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile());
        builder.environment().putAll(Map.of(
                "SPARK_HOME", folder.resolve("home").toString(),
                "SPARK_SCALA_VERSION", "2.13",
                "SPARK_LOCAL_IP", "127.0.0.1"));
        Process process = builder.start();
        all.add(process);
        return process;
    }

    String master() {
        return master;
    }

    /** What the executors of a test need: its classes, little memory, and no long waits for who is gone. */
    static Map<String, String> conf() {
        return Map.of(
                "spark.executor.extraClassPath", classPath(),
                "spark.executor.memory", "600m",
                // Most of them live for seconds.
                "spark.executor.extraJavaOptions", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
                "spark.executor.cores", "1",
                "spark.driver.host", "127.0.0.1",
                "spark.driver.bindAddress", "127.0.0.1",
                "spark.scheduler.minRegisteredResourcesRatio", "1.0",
                "spark.shuffle.io.retryWait", "200ms",
                "spark.shuffle.io.maxRetries", "2");
    }

    /** Kills the executor of one of the workers, waiting for it if it is not there yet. */
    void killExecutor(int worker) {
        try {
            for (int tries = 0; tries < TRIES; tries++) {
                List<ProcessHandle> executors = workers.get(worker).toHandle().children().toList();
                if (!executors.isEmpty()) {
                    executors.forEach(ProcessHandle::destroyForcibly);
                    return;
                }
                Thread.sleep(100);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IllegalStateException("no executor to kill; see " + folder);
    }

    @Override
    public void close() {
        for (Process process : all) {
            ProcessHandle one = process.toHandle();
            List<ProcessHandle> gone = Stream.concat(Stream.of(one), one.descendants()).toList();
            gone.forEach(ProcessHandle::destroyForcibly);
            // They write to the folder up to their end.
            gone.forEach(each -> each.onExit().join());
        }
    }
}
