package dev.pagetwin.spec.op;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.spec.Machine;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.Scenario;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What the tests of one kernel path share: a table of what its guards refuse. Where two guards would say no, the
 * situation names both reasons, and the table says which one is given.
 */
abstract class PathTest {
    /** One refusal: the operation, where, and what it answers. */
    record Row(Op op, String situation, Machine machine, Rejection expected) {
        String kind() {
            return Ops.kindOf(op).name();
        }
    }

    /** The table: every rejection of every operation of this path. */
    abstract List<Row> refusals();

    /** A row of the table, the expected answer last. */
    static Row row(Op op, String situation, Scenario scenario, Rejection expected) {
        return new Row(op, situation, scenario.machine(), expected);
    }

    @TestFactory
    Stream<DynamicTest> rejects() {
        return refusals().stream()
                .map(row -> DynamicTest.dynamicTest(
                        row.op() + ", " + row.situation() + ": " + row.expected().text(),
                        () -> Scenario.from(row.machine()).rejects(row.op(), row.expected())));
    }

    @TestFactory
    Stream<DynamicTest> theTableIsOfConsistentStates() {
        return refusals().stream()
                .map(row -> DynamicTest.dynamicTest(
                        row.situation(), () -> assertThat(Scenario.broken(row.machine())).isEmpty()));
    }
}
