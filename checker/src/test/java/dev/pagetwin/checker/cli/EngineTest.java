package dev.pagetwin.checker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without the engine on the class path, what asks for it says how to get it. */
class EngineTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "explore --engine spark | --engine spark: found no such engine on the class path; build it with: "
                + "mvn -B -Pspark -DskipTests package",
        "hunt --all --steps 5 --engine spark | --engine spark: found no such engine on the class path; build it with: "
                + "mvn -B -Pspark -DskipTests package",
        "explore --engine flink | --engine flink: found an unknown engine, expected local or spark",
        "explore --shards 3 | --shards: found --engine local, expected --engine spark",
        "check --steps 5 --master local | --master: found --engine local, expected --engine spark",
    })
    void anEngineThatIsNotThereIsMissedInOneLine(String args, String line) {
        Ran ran = Ran.of((Object[]) args.split(" "));
        assertThat(ran.err()).isEqualTo("pagetwin: " + line + System.lineSeparator());
        assertThat(ran.out()).isEmpty();
        assertThat(ran.code()).isEqualTo(Exit.BAD_INPUT);
    }
}
