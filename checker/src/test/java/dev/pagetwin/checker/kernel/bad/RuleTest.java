package dev.pagetwin.checker.kernel.bad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagetwin.checker.kernel.fetch.SetupException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each rule on images of a few functions. */
class RuleTest {
    private static final int CALL_FORWARD_TWO = 0x94000002;
    private static final int CALL_BACK_FOUR = 0x97fffffc;
    private static final int OTHER = 0x910003fd;

    private final List<String> names = new ArrayList<>();
    private final ByteBuffer image = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);

    /** Adds a function; its distance from the first byte. */
    private int function(String name, int... words) {
        int start = image.position();
        names.add(Integer.toHexString(start) + " " + name);
        Arrays.stream(words).forEach(image::putInt);
        return start;
    }

    private int[] patched(Rule rule, int places) {
        names.add(Integer.toHexString(image.position()) + " the_end");
        byte[] bytes = Arrays.copyOf(image.array(), image.position());
        assertThat(rule.apply(new Code(bytes, new Symbols(names)))).isEqualTo(places);
        ByteBuffer after = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        return IntStream.range(0, bytes.length / 4).map(i -> after.getInt(i * 4)).toArray();
    }

    private void refused(Rule rule, String why) {
        names.add(Integer.toHexString(image.position()) + " the_end");
        byte[] before = Arrays.copyOf(image.array(), image.position());
        byte[] bytes = before.clone();
        assertThatThrownBy(() -> rule.apply(new Code(bytes, new Symbols(names))))
                .isInstanceOf(SetupException.class)
                .hasMessageContaining(why);
        assertThat(bytes).isEqualTo(before);
    }

    @Test
    void aFunctionReturnsAtOnceBehindItsLandingPad() {
        function("f", Arm64.NOP, Arm64.NOP, Arm64.PACIASP, OTHER, OTHER);
        function("g", OTHER);
        assertThat(patched(new Rule.Return("f", 7), 1))
                .containsExactly(Arm64.NOP, Arm64.NOP, 0x528000e0, Arm64.RET, OTHER, OTHER);
    }

    @Test
    void everyVariantOfAFunctionReturnsAtOnce() {
        function("f.isra.0", Arm64.PACIASP, OTHER);
        function("f.constprop.1", Arm64.BTI_C, OTHER, OTHER);
        assertThat(patched(new Rule.Return("f", 0), 2))
                .containsExactly(Arm64.result(0), Arm64.RET, Arm64.BTI_C, Arm64.result(0), Arm64.RET);
    }

    @Test
    void whatDoesNotBeginAsAFunctionIsNotChanged() {
        function("f", OTHER, OTHER, OTHER);
        refused(new Rule.Return("f", 0), "f begins with 910003fd");
    }

    @Test
    void aFunctionThatIsTooShortIsNotChanged() {
        function("f", Arm64.NOP, OTHER);
        refused(new Rule.Return("f", 0), "f is too short");
    }

    @Test
    void onlyCallsOfTheOneByTheOtherAreOff() {
        function("caller", CALL_FORWARD_TWO + 1, OTHER, CALL_FORWARD_TWO);
        function("callee", OTHER);
        function("another", CALL_BACK_FOUR + 3);
        int[] words = patched(new Rule.Off("caller", "callee", 0), 1);
        assertThat(words).containsExactly(Arm64.result(0), OTHER, CALL_FORWARD_TWO, OTHER, CALL_BACK_FOUR + 3);
    }

    @Test
    void aJumpThatEndsAFunctionBecomesAReturn() {
        function("caller", OTHER, 0x14000001);
        function("callee", OTHER);
        assertThat(patched(new Rule.Off("caller", "callee", 0), 1)).containsExactly(OTHER, Arm64.RET, OTHER);
    }

    @Test
    void callsBackwardsAreFound() {
        function("callee", OTHER);
        function("caller", OTHER, OTHER, OTHER, CALL_BACK_FOUR);
        assertThat(patched(new Rule.Off("caller", "callee", 1), 1)[4]).isEqualTo(Arm64.result(1));
    }

    @Test
    void aFunctionThatDoesNotCallTheOtherIsAnError() {
        function("caller", OTHER);
        function("callee", OTHER);
        refused(new Rule.Off("caller", "callee", 0), "caller does not call callee");
    }

    @Test
    void aFunctionThatIsNotThereIsAnError() {
        function("caller", OTHER);
        refused(new Rule.Off("caller", "callee", 0), "no function callee");
        refused(new Rule.Return("gone", 0), "no function gone");
    }

    @Test
    void aFunctionOutsideTheImageIsAnError() {
        names.add("7ffffff0 far");
        function("near", OTHER);
        names.add("80000000 beyond");
        refused(new Rule.Return("far", 0), "far is at 7ffffff0 to 80000000");
    }

    @Test
    void aCallIsRedirected() {
        function("caller", CALL_FORWARD_TWO, OTHER);
        function("callee", OTHER);
        function("other", OTHER);
        assertThat(patched(new Rule.Redirect("caller", "callee", "other"), 1))
                .containsExactly(CALL_FORWARD_TWO + 1, OTHER, OTHER, OTHER);
    }

    @Test
    void anInstructionIsReplacedOnlyIfItIsTheOnlyOne() {
        function("once", OTHER, Arm64.CSET_W0_NE);
        function("never", OTHER);
        Rule.Word rule = new Rule.Word("once", Arm64.CSET_W0_NE, Arm64.result(0));
        assertThat(patched(rule, 1)).containsExactly(OTHER, Arm64.result(0), OTHER);
        refused(new Rule.Word("never", Arm64.CSET_W0_NE, Arm64.NOP), "0 times, expected once");
    }

    @Test
    void anInstructionThatIsThereTwiceIsNotReplaced() {
        function("twice", Arm64.CSET_W0_NE, Arm64.CSET_W0_NE);
        refused(new Rule.Word("twice", Arm64.CSET_W0_NE, Arm64.NOP), "2 times, expected once");
    }

    @Test
    void aTargetOutOfReachIsAnError() {
        assertThatThrownBy(() -> Arm64.leading(CALL_FORWARD_TWO, 0, 1L << 28))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Arm64.target(Arm64.leading(CALL_FORWARD_TWO, 0, -1L << 27), 0)).isEqualTo(-1L << 27);
    }

    @Test
    void linesThatAreNoSymbolsAreAnError() {
        assertThatThrownBy(() -> new Symbols(List.of("12"))).hasMessageContaining("found '12'");
    }
}
