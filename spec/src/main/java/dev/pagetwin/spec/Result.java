package dev.pagetwin.spec;

/** What an operation answers. */
public sealed interface Result {
    /** Done, nothing to report. */
    Result OK = new Ok();

    /** The form in counterexample files. */
    String text();

    /** Done. */
    record Ok() implements Result {
        @Override
        public String text() {
            return "ok";
        }
    }

    /** An observation: a data value or a tag, 0 to 15, shown as a hexadecimal digit. */
    record Value(int value) implements Result {
        @Override
        public String text() {
            return Integer.toHexString(value);
        }
    }

    /** A guard said no; nothing changed. */
    record Rejected(Rejection reason) implements Result {
        @Override
        public String text() {
            return "rejected " + reason.text();
        }
    }

    /** The path ran and gave up, with the effect that the operation describes. */
    record Failed(Errno errno) implements Result {
        @Override
        public String text() {
            return "failed " + errno;
        }
    }
}
