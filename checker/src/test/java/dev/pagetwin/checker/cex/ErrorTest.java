package dev.pagetwin.checker.cex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Profile;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each kind of error, made in the sample, with its whole message. */
class ErrorTest {
    /** The sample with one thing in place of another; what is then said after {@code f.cex:}. */
    private record Row(String what, String from, String to, String message) {}

    private static Row row(String what, String from, String to, String message) {
        return new Row(what, from, to, message);
    }

    private static final String REGIONS = "regions such as 0+8:8+2/1: first page + pages, first page + pages of tag "
            + "storage / pages of a block";

    private static final List<Row> HEADER = List.of(
            row("version", "cex 1", "cex 2",
                    "1:5: found version '2', expected version 1, the only one that this tool reads"),
            row("no version", "cex 1", "cex",
                    "1:4: found the end of the line, expected version 1, the only one that this tool reads"),
            row("another format", "cex 1", "<?xml version='1.0'?>", "1:1: found '<?xml', expected 'cex 1'"),
            row("missing field", "title    A page comes back from swap without its tags\n", "",
                    "3:1: found field design, expected field title"),
            row("misplaced field", "design   mte\nflaw     swap-in-forgets-restore\n",
                    "flaw     swap-in-forgets-restore\ndesign   mte\n", "4:1: found field flaw, expected field design"),
            row("duplicate field", "design   mte\n", "design   mte\ndesign   mte\n",
                    "5:1: found a second field design, expected field flaw"),
            row("unknown field", "design ", "desing ", "4:1: found 'desing', expected field design"),
            row("indented field", "design ", " design ", "4:1: found a space, expected field design"),
            row("empty line", "design ", "\ndesign ", "4:1: found an empty line, expected field design"),
            row("id", "restore-forgotten", "Restore_forgotten",
                    "2:10: found 'Restore_forgotten', expected an id (a-z, 0-9 and -, at most 60)"),
            row("long id", "restore-forgotten", "x".repeat(61), "2:10: found '" + "x".repeat(40)
                    + "...', expected an id (a-z, 0-9 and -, at most 60)"),
            row("two ids", "restore-forgotten", "restore forgotten",
                    "2:18: found 'forgotten', expected the end of the line"),
            row("no title", "title    A page comes back from swap without its tags", "title",
                    "3:6: found the end of the line, expected a title"),
            row("long title", "A page comes", "A " + "p".repeat(370) + " comes",
                    "3:401: found a line of 419 characters, expected at most 400"),
            row("title that its column makes too long",
                    "title    A page comes back from swap without its tags", "title " + "p".repeat(392),
                    "3:7: found 392 characters, expected at most 391"),
            row("preset", "tiny-sync", "tiny_sync",
                    "6:10: found 'tiny_sync', expected the name of a preset (a-z, 0-9 and -, at most 60)"),
            row("number too large", "mms=2", "mms=27", "6:24: found '27', expected a number from 1 to 26"),
            row("number too small", "data=2", "data=0", "6:72: found '0', expected a number from 1 to 16"),
            row("huge number", "pages=2", "pages=99999999999",
                    "6:38: found '99999999999', expected a number from 1 to 1024"),
            row("no number", "slots=1", "slots=one", "6:46: found 'one', expected a number from 1 to 1024"),
            row("leading zero", "slots=1", "slots=01", "6:46: found '01', expected a number from 1 to 1024"),
            row("missing size", " vas=1", "", "6:26: found 'pages=2', expected vas="),
            row("second size", "vas=1", "mms=2", "6:26: found a second mms=, expected vas="),
            row("order too large", "data=2", "data=2 order=2",
                    "6:80: found '2', expected a number from 1 to 1"),
            row("order of one page", "data=2", "data=2 order=0",
                    "6:80: found '0', expected a number from 1 to 1"),
            row("size too many", "data=2", "data=2 cpus=4", "6:74: found 'cpus=4', expected the end of the line"),
            row("ratio without regions", "data=2", "data=2 ratio=1",
                    "6:81: found the end of the line, expected regions="),
            row("regions without ratio", "data=2", "data=2 regions=0+1:1+1/1",
                    "6:74: found 'regions=0+1:1+1/1', expected the end of the line"),
            row("ratio too large", "data=2", "data=2 ratio=65 regions=0+1:1+1/1",
                    "6:80: found '65', expected a number from 1 to 64"),
            row("mistyped region", "data=2", "data=2 ratio=1 regions=0+1:1+1",
                    "6:90: found '0+1:1+1', expected " + REGIONS),
            row("region with a leading zero", "data=2", "data=2 ratio=1 regions=00+1:1+1/1",
                    "6:90: found '00+1:1+1/1', expected " + REGIONS),
            row("two regions and a comma too many", "data=2", "data=2 ratio=1 regions=0+1:1+1/1,",
                    "6:90: found '0+1:1+1/1,', expected " + REGIONS),
            row("region outside memory", "data=2", "data=2 ratio=1 regions=0+2:2+2/1",
                    "6:90: found a region that ends at page 4, expected none above 2"),
            row("region that cannot hold its tags", "data=2", "data=2 ratio=1 regions=0+2:2+1/1",
                    "6:90: found a region that has room for the tags of 1 pages, expected 2"),
            row("regions that overlap", "data=2", "data=2 ratio=1 regions=0+1:1+1/1,0+1:1+1/1",
                    "6:90: found a region that overlaps the one from page 0 on, expected none that does"),
            row("more than regions", "data=2", "data=2 ratio=1 regions=0+1:1+1/1 x=1",
                    "6:100: found 'x=1', expected the end of the line"),
            row("claim that is the rule", "device=sync", "device=sync claim=on-demand",
                    "7:57: found 'on-demand', expected when-tagged or always"),
            row("a file without pages", "data=2", "data=2 offsets=0",
                    "6:82: found '0', expected a number from 1 to 1024"),
            row("profile", "save=writeback", "save=never", "7:15: found 'never', expected writeback or unmap"),
            row("profile switch", "slotcache=off", "slotcache=no", "7:35: found 'no', expected on or off"),
            row("compare", "compare  results", "compare  everything",
                    "8:10: found 'everything', expected state or results"),
            row("verdict", "verdict  diverges", "verdict  fails",
                    "9:10: found 'fails', expected diverges or violates or inconsistent or crashes"),
            row("breaks", "NoLostTags,", "no-lost-tags,",
                    "10:10: found 'no-lost-tags,', expected the name of a property, or none"),
            row("breaks, comma at the end", "NoLostTags, ProgramReadsItsTags", "NoLostTags,",
                    "10:21: found the end of the line, expected the name of a property"),
            row("breaks, comma missing", "NoLostTags,", "NoLostTags",
                    "10:21: found 'ProgramReadsItsTags', expected the end of the line"),
            row("breaks twice", "ProgramReadsItsTags", "NoLostTags",
                    "10:22: found a second NoLostTags, expected another property"),
            row("minimal", "no step can be dropped", "short", "11:10: found '11 of 41 steps, short', expected such as "
                    + "'9 of 41 steps, no step can be dropped' or '9 steps, shortest possible'"),
            row("rule", "---\n#", "----\n#", "13:1: found '----', expected ---"));

    private static final List<Row> STEPS = List.of(
            row("no story", "# A tags a page and it goes out.\n#\n"
                    + "# When it is back, the tag is not – as the café's coat after lunch.\n", "",
                    "14:1: found '1', expected a story: '# ' and a sentence"),
            row("empty story", "# A tags a page and it goes out.\n", "#\n",
                    "14:2: found the end of the line, expected a story"),
            row("wide story", "it goes out.", "it goes out" + " and out".repeat(10) + ".",
                    "14:3: found a story of 110 characters, expected at most 98"),
            row("comment between steps", "2   mmap", "# And then:\n2   mmap",
                    "18:1: found '#', expected step 2 or ---"),
            row("step number", "5   stg", "6   stg", "21:1: found '6', expected step 5 or ---"),
            row("first step number", "1   mmap", "0   mmap", "17:1: found '0', expected step 1"),
            row("indented step", "5   stg", " 5  stg", "21:1: found a space, expected step 5 or ---"),
            row("no operation", "10  swap-in.map            mm=A                                = ok", "10",
                    "26:3: found the end of the line, expected an operation, such as mmap"),
            row("mistyped operation", "reclaim.unmap", "reclaim.umap",
                    "23:5: found 'reclaim.umap', expected an operation: reclaim.unmap?"),
            row("no operation's name", "reclaim.unmap", "zzzzzzzz",
                    "23:5: found 'zzzzzzzz', expected an operation, such as mmap"),
            row("unknown argument", "granule=1 tag=a", "granule=1 colour=a", "21:49: found 'colour=a', expected tag="),
            row("missing argument", " len=1 prot=rw", " prot=rw", "17:39: found 'prot=rw', expected len="),
            row("last argument missing", "granule=1 tag=a", "granule=1", "21:58: found '=', expected tag="),
            row("second argument", "mm=A va=v0 write=yes page=p0", "mm=A mm=A write=yes page=p0",
                    "20:33: found a second mm=, expected va="),
            row("misordered arguments", "page=p0 slot=s0", "slot=s0 page=p0", "22:28: found 'slot=s0', expected page="),
            row("argument too many", "page=p0 slot=s0", "page=p0 slot=s0 busy=no",
                    "22:44: found 'busy=no', expected = and the result"),
            row("address space outside the bounds", "10  swap-in.map            mm=A",
                    "10  swap-in.map            mm=C", "26:31: found 'C', expected A to B"),
            row("only address", "mm=A va=v0 write=yes page=p0", "mm=A va=v1 write=yes page=p0",
                    "20:36: found 'v1', expected v0"),
            row("page that may be none", "write=yes page=p0", "write=yes page=p2",
                    "20:54: found 'p2', expected p0 to p1 or none"),
            row("number outside the bounds", "granule=1 tag=a", "granule=2 tag=a", "21:47: found '2', expected 0 to 1"),
            row("digit outside the bounds", "tag=a", "tag=b", "21:53: found 'b', expected 0 to a"),
            row("capital digit", "tag=a", "tag=A", "21:53: found 'A', expected 0 to a"),
            row("switch", "prot=rw mte=yes", "prot=rw mte=true", "17:57: found 'true', expected no or yes"),
            row("protection", "prot=rw", "prot=rwx", "17:50: found 'rwx', expected none, ro or rw"),
            row("no value", "prot=rw mte=yes", "prot=rw mte=", "17:57: found the end of the line, expected no or yes"),
            row("no result", "   = rejected already-mapped", "",
                    "18:61: found the end of the line, expected = and the result"),
            row("no result after =", "= rejected already-mapped", "=",
                    "18:65: found the end of the line, expected a result: ok, a hexadecimal digit, failed ERRNO or "
                            + "rejected reason"),
            row("unknown reason", "rejected already-mapped", "rejected already_mapped",
                    "18:66: found 'rejected already_mapped', expected a result: ok, a hexadecimal digit, failed ERRNO "
                            + "or rejected reason"),
            row("no steps",
                    Samples.TEXT.substring(Samples.TEXT.indexOf("1   mmap"), Samples.TEXT.indexOf("---\ndiv")), "",
                    "17:1: found '---', expected step 1"));

    private static final List<Row> FOOTER = List.of(
            row("step of the divergence", "step 11", "step 9", "29:15: found '9', expected 11, the last step"),
            row("no step of the divergence", "diverge  step 11", "diverge  at once",
                    "29:10: found 'at', expected step 11"),
            row("difference without spec", "spec a", "spek a",
                    "30:28: found 'spek a', expected two spaces, spec and a value"),
            row("difference without impl", "           impl 0", "",
                    "30:34: found the end of the line, expected two spaces, impl and a value"),
            row("difference with more", "impl 0", "impl 0  and so on",
                    "30:53: found 'and so on', expected the end of the line"),
            row("difference not in ASCII", "two words", "zwei Wörter",
                    "31:33: found 'zwei Wörter', expected a value in ASCII"),
            row("long place", "result                   spec", "r".repeat(81) + "   spec",
                    "30:3: found 81 characters, expected at most 80"),
            row("long value", "two words", "w".repeat(151), "31:33: found 151 characters, expected at most 150"),
            row("no mechanism", "why      Nobody asks the store for the tags.\n", "",
                    "32:1: found the end of the file, expected field why"),
            row("more", "for the tags.\n", "for the tags.\n\n",
                    "33:1: found an empty line, expected the end of the file"),
            row("much more", "for the tags.\n", "for the tags.\ncex 1\nid b\n",
                    "33:1: found 'cex 1', expected the end of the file"),
            row("no line feed", "for the tags.\n", "for the tags.",
                    "32:45: found the end of the file, expected a line feed at the end of the line"));

    private static final List<Row> BYTES = List.of(
            row("carriage return", "design   mte\n", "design   mte\r\n",
                    "4:13: found a carriage return, expected lines that end in a line feed alone"),
            row("tab", "design   mte", "design\tmte", "4:7: found a tab, expected spaces"),
            row("trailing space", "design   mte\n", "design   mte \n",
                    "4:13: found a space at the end of the line, expected none"),
            row("nothing but spaces", "design   mte\n", "  \n",
                    "4:1: found a space at the end of the line, expected none"),
            row("byte order mark", "cex 1", "\ufeffcex 1", "1:1: found U+FEFF, expected visible text"),
            row("direction override", "comes back", "comes\u202eback", "3:22: found U+202E, expected visible text"),
            row("no-break space", "comes back", "comes\u00a0back", "3:22: found U+00A0, expected visible text"),
            row("nul", "comes back", "comes\0back", "3:22: found U+0000, expected visible text"),
            row("column after a wide character", "comes back from", "\ud83d\ude00 back\tfrom",
                    "3:23: found a tab, expected spaces"),
            row("other script", "mm=A va=v0 write=yes page=p0", "mm=\u0410 va=v0 write=yes page=p0",
                    "20:31: found '\u0410', expected A to B"));

    @TestFactory
    List<DynamicTest> theHeaderIsRefused() {
        return tests(HEADER);
    }

    @TestFactory
    List<DynamicTest> theStoryAndTheStepsAreRefused() {
        return tests(STEPS);
    }

    @TestFactory
    List<DynamicTest> theFooterIsRefused() {
        return tests(FOOTER);
    }

    @TestFactory
    List<DynamicTest> whatIsNotPlainTextIsRefused() {
        return tests(BYTES);
    }

    private static List<DynamicTest> tests(List<Row> rows) {
        return rows.stream().map(row -> DynamicTest.dynamicTest(row.what(), () -> {
            assertThat(Samples.TEXT).contains(row.from());
            int at = Samples.TEXT.indexOf(row.from());
            String text = Samples.TEXT.substring(0, at) + row.to() + Samples.TEXT.substring(at + row.from().length());
            assertRefused(text.getBytes(StandardCharsets.UTF_8), row.message());
        })).toList();
    }

    private static void assertRefused(byte[] bytes, String message) {
        assertThatExceptionOfType(CexException.class).isThrownBy(() -> Counterexamples.parse("f.cex", bytes))
                .withMessage("f.cex:" + message);
    }

    @Test
    void aFileCutAnywhereIsRefusedWhereItEnds() {
        byte[] whole = Samples.TEXT.getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            CexException e = catchThrowableOfType(CexException.class, () -> Counterexamples.parse("f.cex", cut));
            long lines = new String(cut, StandardCharsets.ISO_8859_1).chars().filter(c -> c == '\n').count();
            assertThat(e.line()).isEqualTo((int) lines + 1);
        }
        assertRefused(new byte[0], "1:1: found the end of the file, expected 'cex 1'");
        assertRefused("cex 1\nid  a\n".getBytes(StandardCharsets.UTF_8),
                "3:1: found the end of the file, expected field title");
        int steps = Samples.TEXT.indexOf("2   mmap");
        assertRefused(Samples.TEXT.substring(0, steps).getBytes(StandardCharsets.UTF_8),
                "18:1: found the end of the file, expected step 2 or ---");
    }

    @Test
    void bytesThatAreNotUtf8AreRefusedWhereTheyStand() {
        byte[] bytes = Samples.TEXT.getBytes(StandardCharsets.UTF_8);
        int at = Samples.TEXT.indexOf("design   mte") + 9;
        bytes[at] = (byte) 0xff;
        assertRefused(bytes, "4:10: found byte 0xff, expected UTF-8 text");
        byte[] end = (Samples.TEXT + "x").getBytes(StandardCharsets.UTF_8);
        end[end.length - 1] = (byte) 0xc3;
        assertRefused(end, "33:1: found byte 0xc3, expected the end of the file");
    }

    @Test
    void moreThan10000StepsAreRefused() {
        int first = Samples.TEXT.indexOf("2   mmap");
        StringBuilder text = new StringBuilder(Samples.TEXT.substring(0, first));
        for (int step = 2; step <= 10_001; step++) {
            text.append(step).append(" swapon = ok\n");
        }
        assertRefused(text.toString().getBytes(StandardCharsets.UTF_8),
                "10017:1: found '10001', expected at most 10000 steps");
    }

    @Test
    void aFileThatWouldPrintTooLargeIsRefused() {
        String difference = "  p  spec s  impl i\n";
        String wide = "  " + "p".repeat(80) + "  spec " + "s".repeat(150) + "  impl i\n";
        String text = Samples.TEXT.replace("why ", wide + difference.repeat(10_000) + "why ");
        CexException e = catchThrowableOfType(
                CexException.class, () -> Counterexamples.parse("f.cex", text));
        assertThat(e).hasMessageMatching("f\\.cex:1:1: found \\d+ bytes in canonical form, expected at most 1048576");
    }

    @Test
    void theLongestFileIsReadQuickly() throws CexException {
        int first = Samples.TEXT.indexOf("2   mmap");
        int last = Samples.TEXT.indexOf("---\ndiverge");
        StringBuilder text = new StringBuilder(Samples.TEXT.substring(0, first));
        for (int step = 2; step <= 10_000; step++) {
            text.append(step).append(" fault mm=A va=v0 write=yes page=p0 = ok\n");
        }
        text.append(Samples.TEXT.substring(last).replace("step 11", "step 10000"));
        long start = System.nanoTime();
        assertThat(Counterexamples.parse("f.cex", text.toString()).steps()).hasSize(10_000);
        assertThat(System.nanoTime() - start).isLessThan(10_000_000_000L);
    }

    @Test
    void theParserKnowsTheLimitsOfBounds() {
        String[] names = {"mms", "vas", "pages", "slots", "granules", "tags", "data"};
        for (int i = 0; i < names.length; i++) {
            int most = most(names[i]);
            int[] n = {1, 1, 1, 1, 1, 1, 1};
            n[i] = most;
            assertThat(bounds(n)).isNotNull();
            n[i] = most + 1;
            assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> bounds(n));
        }
    }

    private static int most(String name) {
        String text = Samples.TEXT.replaceFirst(name + "=\\d+", name + "=0");
        String message = catchThrowableOfType(
                CexException.class, () -> Counterexamples.parse("f.cex", text)).getMessage();
        return Integer.parseInt(message.substring(message.lastIndexOf(' ') + 1));
    }

    private static Bounds bounds(int... n) {
        return new Bounds(n[0], n[1], n[2], n[3], n[4], n[5], n[6], Profile.DEFAULT);
    }

    @Test
    void aStrangeFileNameStaysInOneLine() {
        assertThatExceptionOfType(CexException.class).isThrownBy(() -> Counterexamples.parse("a\nb", new byte[0]))
                .withMessage("a?b:1:1: found the end of the file, expected 'cex 1'");
    }
}
