package dev.pagetwin.checker.spark;

import dev.pagetwin.checker.search.cluster.Cluster;
import dev.pagetwin.checker.search.cluster.ClusterException;
import dev.pagetwin.checker.search.cluster.Engine;
import dev.pagetwin.checker.search.cluster.Terms;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URISyntaxException;
import java.security.CodeSource;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.serializer.KryoSerializer;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Apache Spark. */
public final class SparkEngine implements Engine {
    private static final String USUAL = "local[2]";
    private static final String LOGS = "dev/pagetwin/checker/spark/log4j2.properties";
    private static final String LOG_FILE = "log4j2.configurationFile";
    private static final Pattern STANDALONE = Pattern.compile("spark://([^:,/]+):(\\d{1,5})");
    private static final int WAIT_MILLIS = 5000;

    /** What is set unless somebody says otherwise. */
    private static final Map<String, String> SETTINGS = Map.of(
            "spark.app.name", "pagetwin",
            "spark.ui.enabled", "false",
            "spark.log.level", "OFF",
            "spark.serializer", KryoSerializer.class.getName(),
            "spark.kryo.registrator", Words.class.getName(),
            // A parcel of one chunk is never that large; one of a summary may be.
            "spark.kryoserializer.buffer.max", "512m",
            // What a task sends is written once, and not into a file for each slice and then into one.
            "spark.shuffle.sort.bypassMergeThreshold", "1",
            "spark.task.maxFailures", "8",
            "spark.stage.maxConsecutiveAttempts", "16",
            "spark.cleaner.referenceTracking.cleanCheckpoints", "true");

    @Override
    public String name() {
        return "spark";
    }

    @Override
    public Cluster connect(Terms terms) throws ClusterException {
        if (System.getProperty(LOG_FILE) == null) {
            System.setProperty(LOG_FILE, LOGS);
        }
        SparkConf conf = conf(terms);
        String master = conf.get("spark.master");
        boolean reliable = terms.checkpoint() != null;
        if (!isLocal(master) && !reliable) {
            throw new ClusterException("--master " + master + ": found no --checkpoint, expected a folder that all of its "
                    + "machines reach, for what must outlive an executor");
        }
        checkReachable(master);
        JavaSparkContext spark = open(conf, master);
        boolean opened = false;
        try {
            SparkCluster cluster = new SparkCluster(spark, terms, isLocal(master), folder(spark, terms));
            opened = true;
            return cluster;
        } finally {
            if (!opened) {
                spark.stop();
            }
        }
    }

    /** Whether nothing can be lost but with this process. */
    private static boolean isLocal(String master) {
        return master.equals("local") || master.startsWith("local[");
    }

    private static SparkConf conf(Terms terms) throws ClusterException {
        SparkConf conf = new SparkConf();
        terms.conf().forEach(conf::set);
        SETTINGS.forEach(conf::setIfMissing);
        String master = terms.master();
        if (master != null) {
            conf.setMaster(master);
        }
        conf.setIfMissing("spark.master", USUAL);
        if (isLocal(conf.get("spark.master"))) {
            conf.setIfMissing("spark.driver.host", "127.0.0.1");
            conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
            // What a shuffle writes is read again at once, and goes over no wire.
            conf.setIfMissing("spark.shuffle.compress", "false");
        } else if (own().endsWith(".jar")) {
            conf.setIfMissing("spark.jars", own());
        }
        return conf;
    }

    /** The jar that this class is in, which executors need too; or the folder. */
    private static String own() throws ClusterException {
        CodeSource source = SparkEngine.class.getProtectionDomain().getCodeSource();
        if (source == null) {
            return "";
        }
        try {
            return new File(source.getLocation().toURI()).getPath();
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new ClusterException("cannot find my own jar: " + e.getMessage());
        }
    }

    /** Spark itself would try for a minute, and then end the process. */
    private static void checkReachable(String master) throws ClusterException {
        Matcher m = STANDALONE.matcher(master);
        if (!m.matches()) {
            return;
        }
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(String.valueOf(m.group(1)), Integer.parseInt(String.valueOf(m.group(2)))),
                    WAIT_MILLIS);
        } catch (IOException | IllegalArgumentException e) {
            throw new ClusterException("--master " + master + ": found nobody there (" + line(e) + "), expected a master");
        }
    }

    private static JavaSparkContext open(SparkConf conf, String master) throws ClusterException {
        try {
            return new JavaSparkContext(conf);
        } catch (RuntimeException e) {
            throw new ClusterException("--master " + master + ": cannot be used, " + line(e));
        } catch (Exception e) {
            // Scala does not declare what it throws.
            if (e instanceof SparkException) {
                throw new ClusterException("--master " + master + ": cannot be used, " + line(e));
            }
            throw new IllegalStateException(e);
        }
    }

    /** Makes a folder of its own in the one given; null if none is given. */
    private static @Nullable Path folder(JavaSparkContext spark, Terms terms)
            throws ClusterException {
        String wanted = terms.checkpoint();
        if (wanted == null) {
            return null;
        }
        try {
            Path folder = new Path(wanted);
            FileSystem files = folder.getFileSystem(spark.hadoopConfiguration());
            Path own = new Path(files.makeQualified(folder), "pagetwin-" + spark.sc().applicationId());
            if (!files.mkdirs(own)) {
                throw new ClusterException("--checkpoint " + wanted + ": no folder can be made there");
            }
            spark.setCheckpointDir(own.toString());
            return own;
        } catch (ClusterException e) {
            throw e;
        } catch (IOException | IllegalArgumentException | UnsupportedOperationException e) {
            throw new ClusterException("--checkpoint " + wanted + ": cannot be used, " + line(e));
        }
    }

    /** The first line of what went wrong. */
    static String line(Throwable e) {
        String said = String.valueOf(e.getMessage()).strip().lines().findFirst().orElse("");
        return said.isEmpty() || said.equals("null") ? e.getClass().getSimpleName().toLowerCase(Locale.ROOT) : said;
    }
}
