package dev.pagetwin.checker.twin;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Result;
import dev.pagetwin.spec.monitor.BlockChange;
import dev.pagetwin.spec.op.Op;

/** Told of everything a twin run does, so that what was checked can be counted. */
public interface Observer {
    /** Nobody listens. */
    Observer NONE = new Observer() {
        @Override
        public void stepped(Machine before, Op op, Result result) {}

        @Override
        public void judged(String property, long reached) {}

        @Override
        public void changed(BlockChange change, long times) {}
    };

    /** The specification took a step from this state, or rejected it. */
    void stepped(Machine before, Op op, Result result);

    /** A property was judged; its premise was met so many times. */
    void judged(String property, long reached);

    /** This became of a block of entries so many times. */
    void changed(BlockChange change, long times);
}
