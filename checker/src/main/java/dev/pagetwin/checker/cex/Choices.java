package dev.pagetwin.checker.cex;

import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.op.OpKind;
import dev.pagetwin.spec.state.Id;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.checkerframework.checker.nullness.qual.Nullable;

/** The values of an argument within the bounds, by their text. */
final class Choices {
    private final OpKind.Arg arg;
    private final List<@Nullable Object> values;
    private final Map<String, Integer> byText = new HashMap<>();

    Choices(OpKind.Arg arg, Bounds bounds) {
        this.arg = arg;
        this.values = arg.domain(bounds);
        for (int i = 0; i < values.size(); i++) {
            byText.put(text(i), i);
        }
    }

    /** The value that a word names. */
    @Nullable Object read(Word word) throws CexException {
        Integer index = byText.get(word.text());
        if (index == null) {
            throw word.not(described());
        }
        return values.get(index);
    }

    /** Whether a value is one of them. */
    boolean has(@Nullable Object value) {
        return byText.containsKey(OpText.value(arg, value));
    }

    private String text(int index) {
        return OpText.value(arg, values.get(index));
    }

    private String described() {
        if (values.isEmpty()) {
            return "no value, as these bounds have none";
        }
        boolean range = Id.class.isAssignableFrom(arg.type()) || arg.type() == int.class;
        int present = values.size() - (arg.nullable() ? 1 : 0);
        String none = arg.nullable() ? " or none" : "";
        if (present == 0) {
            return "none of any kind: the bounds have no " + arg.type().getSimpleName().toLowerCase(Locale.ROOT) + "s";
        }
        if (range) {
            return text(0) + (present > 1 ? " to " + text(present - 1) : "") + none;
        }
        StringBuilder all = new StringBuilder(text(0));
        for (int i = 1; i < present; i++) {
            all.append(i == present - 1 ? " or " : ", ").append(text(i));
        }
        return all + none;
    }
}
