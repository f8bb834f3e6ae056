package dev.pagetwin.checker.kernel.bad;

import dev.pagetwin.checker.kernel.bad.Code.Function;
import dev.pagetwin.checker.kernel.fetch.SetupException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;

/** One way to change a kernel. Each says in how many places it did, and complains if there was none. */
sealed interface Rule {
    /** Changes the code. */
    int apply(Code code);

    /** The function returns at once, with a value. */
    record Return(String function, int value) implements Rule {
        /** Entry patching, protection against wrong jumps, and signing of the return address come first. */
        private static final int ENTRY = 4;

        @Override
        public int apply(Code code) {
            List<Function> functions = code.functions(function);
            functions.forEach(one -> {
                long at = entry(code, one);
                code.set(at, Arm64.result(value));
                code.set(at + Integer.BYTES, Arm64.RET);
            });
            return functions.size();
        }

        private static long entry(Code code, Function one) {
            int first = code.word(one.start());
            if (!Arm64.isLandingPad(first) && first != Arm64.PACIASP) {
                throw new SetupException(one.name() + " begins with " + Integer.toHexString(first)
                        + ", expected the beginning of a function");
            }
            long at = one.start();
            while (at < one.end() && at < one.start() + ENTRY * Integer.BYTES && Arm64.isLandingPad(code.word(at))) {
                at += Integer.BYTES;
            }
            if (at + 2 * Integer.BYTES > one.end()) {
                throw new SetupException(one.name() + " is too short to return at once");
            }
            return at;
        }
    }

    /** One function's calls of another do nothing and have a value as their result. */
    record Off(String caller, String callee, int value) implements Rule {
        @Override
        public int apply(Code code) {
            return calls(code, caller, callee, at -> Arm64.isCall(code.word(at)) ? Arm64.result(value) : Arm64.RET);
        }
    }

    /** One function calls a third instead of another. */
    record Redirect(String caller, String callee, String other) implements Rule {
        @Override
        public int apply(Code code) {
            Function target = code.functions(other).get(0);
            return calls(code, caller, callee, at -> Arm64.leading(code.word(at), at, target.start()));
        }
    }

    /** An instruction that a function has exactly once is another one. */
    record Word(String function, int from, int to) implements Rule {
        @Override
        public int apply(Code code) {
            List<Long> places = new ArrayList<>();
            for (Function one : code.functions(function)) {
                places.addAll(places(one, at -> code.word(at) == from));
            }
            if (places.size() != 1) {
                throw new SetupException(function + " has instruction " + Integer.toHexString(from) + " "
                        + places.size() + " times, expected once");
            }
            code.set(places.get(0), to);
            return 1;
        }
    }

    private static int calls(Code code, String caller, String callee, LongFunction<Integer> change) {
        List<Long> targets = code.functions(callee).stream().map(Function::start).toList();
        List<Long> places = new ArrayList<>();
        for (Function one : code.functions(caller)) {
            places.addAll(places(one, at -> {
                int word = code.word(at);
                return (Arm64.isCall(word) || Arm64.isJump(word)) && targets.contains(Arm64.target(word, at));
            }));
        }
        if (places.isEmpty()) {
            throw new SetupException(caller + " does not call " + callee + " in this kernel");
        }
        places.forEach(at -> code.set(at, change.apply(at)));
        return places.size();
    }

    private static List<Long> places(Function function, LongPredicate wanted) {
        return LongStream.range(0, (function.end() - function.start()) / Integer.BYTES)
                .map(i -> function.start() + i * Integer.BYTES)
                .filter(wanted)
                .boxed()
                .toList();
    }
}
