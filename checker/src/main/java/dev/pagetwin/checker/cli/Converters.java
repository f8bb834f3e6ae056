package dev.pagetwin.checker.cli;

import dev.pagetwin.checker.twin.Compare;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Options that are more than a word. */
final class Converters {
    private Converters() {}

    /** A time such as {@code 30s}. */
    static final class Time implements ITypeConverter<Duration> {
        private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,6})(ms|s|m|h)");

        @Override
        public Duration convert(String text) {
            Matcher m = FORM.matcher(text);
            if (!m.matches()) {
                throw new TypeConversionException(
                        "'" + text + "' is not a time (expected a number and ms, s, m or h, such as 30s or 2m)");
            }
            long n = Long.parseLong(String.valueOf(m.group(1)));
            return switch (String.valueOf(m.group(2))) {
                case "ms" -> Duration.ofMillis(n);
                case "s" -> Duration.ofSeconds(n);
                case "m" -> Duration.ofMinutes(n);
                default -> Duration.ofHours(n);
            };
        }
    }

    /** A number of steps. */
    static final class Steps implements ITypeConverter<Long> {
        private static final Pattern FORM = Pattern.compile("[1-9]\\d{0,14}");

        @Override
        public Long convert(String text) {
            if (!FORM.matcher(text).matches()) {
                throw new TypeConversionException(
                        "'" + text + "' is not a number of steps (expected a number from 1 on, such as 2000000)");
            }
            return Long.valueOf(text);
        }
    }

    /** A number from 1 on. */
    static final class Count implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            try {
                int count = Integer.parseInt(text);
                if (count >= 1) {
                    return count;
                }
            } catch (NumberFormatException e) {
                // Said below.
            }
            throw new TypeConversionException("'" + text + "' is not a number (expected one from 1 on, such as 2)");
        }
    }

    /** A size such as {@code 4g}. */
    static final class Size implements ITypeConverter<Long> {
        private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,6})([mg])");

        @Override
        public Long convert(String text) {
            Matcher m = FORM.matcher(text);
            if (!m.matches()) {
                throw new TypeConversionException(
                        "'" + text + "' is not a size (expected a number and m or g, such as 500m or 4g)");
            }
            return Long.parseLong(String.valueOf(m.group(1))) << (text.endsWith("g") ? 30 : 20);
        }
    }

    /** Whether to do something. */
    enum OnOff {
        ON,
        OFF
    }

    /** On or off. */
    static final class Switch implements ITypeConverter<OnOff> {
        @Override
        public OnOff convert(String text) {
            return constant(text, OnOff.values());
        }
    }

    /** Where random steps come from. */
    static final class Seed implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            try {
                return Long.valueOf(text);
            } catch (NumberFormatException e) {
                throw new TypeConversionException("'" + text + "' is not a seed (expected a whole number, such as 1)");
            }
        }
    }

    /** How to show progress. */
    static final class Style implements ITypeConverter<Meter.Style> {
        @Override
        public Meter.Style convert(String text) {
            return constant(text, Meter.Style.values());
        }
    }

    /** What to compare. */
    static final class What implements ITypeConverter<Compare> {
        @Override
        public Compare convert(String text) {
            return constant(text, Compare.values());
        }
    }

    private static <E extends Enum<E>> E constant(String text, E[] constants) {
        for (E constant : constants) {
            if (Main.lower(constant).equals(text)) {
                return constant;
            }
        }
        String all = Arrays.stream(constants).map(Main::lower).collect(Collectors.joining(", "));
        throw new TypeConversionException("'" + text + "' is not one of " + all);
    }
}
