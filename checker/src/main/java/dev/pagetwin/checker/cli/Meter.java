package dev.pagetwin.checker.cli;

import java.io.PrintWriter;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Shows on stderr how far long work is. */
abstract class Meter implements AutoCloseable {
    /** How to show it. */
    enum Style {
        AUTO,
        PLAIN,
        BAR,
        NONE
    }

    /** The work is so far: {@code done} of {@code all}, and what it is doing. */
    abstract void at(String what, long done, long all);

    @Override
    public void close() {}

    /** A meter in this style, for work called so. */
    static Meter of(Style style, String work, PrintWriter err) {
        return switch (style) {
            case AUTO -> of(Terminal.present() ? Style.BAR : Style.PLAIN, work, err);
            case PLAIN -> new Plain(work, err);
            case BAR -> new Bar(work);
            case NONE -> new None();
        };
    }

    private static final class None extends Meter {
        @Override
        void at(String what, long done, long all) {}
    }

    /** A line every few seconds: enough to see life in a log. */
    private static final class Plain extends Meter {
        private static final long EVERY = 5_000_000_000L;

        private final String work;
        private final PrintWriter err;
        private long next = System.nanoTime() + EVERY;

        Plain(String work, PrintWriter err) {
            this.work = work;
            this.err = err;
        }

        @Override
        void at(String what, long done, long all) {
            if (System.nanoTime() - next < 0) {
                return;
            }
            next = System.nanoTime() + EVERY;
            err.println(String.format(Locale.ROOT, "%s: %d%%, %s", work, 100 * done / Math.max(1, all), what));
            err.flush();
        }
    }

    private static final class Bar extends Meter {
        private final String work;
        private @Nullable ProgressBar bar;

        Bar(String work) {
            this.work = work;
        }

        @Override
        void at(String what, long done, long all) {
            ProgressBar shown = bar;
            if (shown == null) {
                shown = begun();
                bar = shown;
            }
            shown.maxHint(100);
            shown.stepTo(100 * done / Math.max(1, all));
            shown.setExtraMessage(" " + what);
        }

        private ProgressBar begun() {
            return new ProgressBarBuilder()
                    .setTaskName(work)
                    .setInitialMax(100)
                    .setUnit("", 1)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(250)
                    .setConsumer(new ConsoleProgressBarConsumer(System.err))
                    .clearDisplayOnFinish()
                    .hideEta()
                    .build();
        }

        @Override
        public void close() {
            if (bar != null) {
                bar.close();
            }
        }
    }
}
