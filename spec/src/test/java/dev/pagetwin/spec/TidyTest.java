package dev.pagetwin.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** The specification stays readable: short files, short methods, short lines. And no tabs, in any module. */
class TidyTest {
    private static final int FILE_LINES = 250;
    private static final int METHOD_LINES = 40;
    private static final int LINE_CHARS = 120;

    private static final Path ROOT = Path.of(System.getProperty("pagetwin.root", "..")).toAbsolutePath().normalize();
    private static final Path SPEC = ROOT.resolve("spec/src/main/java");

    // ---- the rules

    @Test
    void noSpecFileIsLongerThan250Lines() {
        assertThat(offenders(specSources(), TidyTest::longFile)).isEmpty();
    }

    @Test
    void noSpecMethodIsLongerThan40Lines() {
        assertThat(offenders(specSources(), TidyTest::longMethods)).isEmpty();
    }

    @Test
    void noSpecLineIsLongerThan120Characters() {
        assertThat(offenders(specSources(), TidyTest::longLines)).isEmpty();
    }

    @Test
    void noFileOfAnyModuleHoldsATab() {
        var files = Stream.of("spec", "impl", "checker").flatMap(m -> filesBelow(ROOT.resolve(m)).stream()).toList();
        assertThat(files).anyMatch(file -> file.endsWith("TidyTest.java"));
        assertThat(offenders(files, TidyTest::tabs)).isEmpty();
    }

    // ---- each rule seen to fail

    @Test
    void aFileOf251LinesIsReported() {
        assertThat(longFile("x\n".repeat(250))).isEmpty();
        assertThat(longFile("x\n".repeat(251))).containsExactly(": 251 lines, at most 250");
        assertThat(longFile("x\n".repeat(250) + "x")).containsExactly(": 251 lines, at most 250");
    }

    @Test
    void aMethodOf41LinesIsReported() {
        // The signature and the closing brace count; the comment before them does not.
        assertThat(longMethods(method("void shortEnough()", 38))).isEmpty();
        assertThat(longMethods(method("void tooLong()", 39)))
                .containsExactly(":7: tooLong has 41 lines, at most 40");
        assertThat(longMethods(method("Sample()", 39))).containsExactly(":7: <init> has 41 lines, at most 40");
        assertThat(longMethods(method("@Deprecated\nvoid marked()", 38)))
                .containsExactly(":7: marked has 41 lines, at most 40");
        assertThat(longMethods(method("static", 39))).containsExactly(":7: initializer has 41 lines, at most 40");
    }

    @Test
    void aLongMethodIsFoundInRecordsAndNestedAndAnonymousClasses() {
        String body = "{\n" + "int y;\n".repeat(39) + "}\n";
        assertThat(longMethods("record R(int x) {\nR " + body + "}\n"))
                .containsExactly(":2: <init> has 41 lines, at most 40");
        assertThat(longMethods("class A {\nclass B {\nvoid inner() " + body + "}\n}\n"))
                .containsExactly(":3: inner has 41 lines, at most 40");
        assertThat(longMethods("class A {\nObject o = new Object() {\nvoid inner() " + body + "};\n}\n"))
                .containsExactly(":3: inner has 41 lines, at most 40");
    }

    @Test
    void textThatDoesNotParseIsReported() {
        assertThat(longMethods("class Sample { void broken( }")).singleElement().asString().contains("does not parse");
    }

    @Test
    void aLineOf121CharactersIsReported() {
        assertThat(longLines("x\n" + "y".repeat(120) + "\n")).isEmpty();
        assertThat(longLines("x\n" + "y".repeat(121) + "\n")).containsExactly(":2: 121 characters, at most 120");
    }

    @Test
    void aTabIsReported() {
        assertThat(tabs("x\n  y\n")).isEmpty();
        assertThat(tabs("x\n \ty\n")).containsExactly(":2: a tab");
    }

    private static String method(String head, int bodyLines) {
        String before = "class Sample {\n/**\n * One.\n *\n * Two.\n */\n";
        return before + head + " {\n" + "int x;\n".repeat(bodyLines) + "}\n}\n";
    }

    // ---- the measures: each takes a text and returns what is wrong with it

    private static List<String> longFile(String text) {
        long lines = text.lines().count();
        return lines <= FILE_LINES ? List.of() : List.of(": " + lines + " lines, at most " + FILE_LINES);
    }

    private static List<String> longLines(String text) {
        return perLine(text, line -> {
            int chars = line.codePointCount(0, line.length());
            return chars <= LINE_CHARS ? "" : chars + " characters, at most " + LINE_CHARS;
        });
    }

    private static List<String> tabs(String text) {
        return perLine(text, line -> line.indexOf('\t') < 0 ? "" : "a tab");
    }

    private static List<String> perLine(String text, Function<String, String> fault) {
        var lines = text.lines().toList();
        return IntStream.range(0, lines.size())
                .filter(i -> !fault.apply(lines.get(i)).isEmpty())
                .mapToObj(i -> ":" + (i + 1) + ": " + fault.apply(lines.get(i)))
                .toList();
    }

    /** Methods, constructors and initializer blocks, from the first line of the signature to the closing brace. */
    private static List<String> longMethods(String text) {
        var errors = new ArrayList<String>();
        var task = (JavacTask) ToolProvider.getSystemJavaCompiler().getTask(
                null, null, d -> errors.add(":" + d.getLineNumber() + ": does not parse: " + d.getMessage(null)),
                List.of("-proc:none"), null, List.of(new Source(text)));
        var positions = Trees.instance(task).getSourcePositions();
        var found = new ArrayList<String>();
        try {
            for (CompilationUnitTree unit : task.parse()) {
                new LongMethods(unit, positions, found).scan(unit, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return errors.isEmpty() ? found : errors;
    }

    private static final class LongMethods extends TreePathScanner<Void, Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<String> found;

        LongMethods(CompilationUnitTree unit, SourcePositions positions, List<String> found) {
            this.unit = unit;
            this.positions = positions;
            this.found = found;
        }

        @Override
        public Void visitMethod(MethodTree method, Void unused) {
            measure(method.getName().toString(), method);
            return super.visitMethod(method, unused);
        }

        @Override
        public Void visitBlock(BlockTree block, Void unused) {
            if (getCurrentPath().getParentPath().getLeaf() instanceof ClassTree) {
                measure("initializer", block);
            }
            return super.visitBlock(block, unused);
        }

        private void measure(String name, Tree tree) {
            long first = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, tree));
            long last = unit.getLineMap().getLineNumber(positions.getEndPosition(unit, tree) - 1);
            long lines = last - first + 1;
            if (lines > METHOD_LINES) {
                found.add(":" + first + ": " + name + " has " + lines + " lines, at most " + METHOD_LINES);
            }
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(URI.create("string:///Sample.java"), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    // ---- the files

    private static List<String> offenders(List<Path> files, Function<String, List<String>> measure) {
        return files.stream()
                .flatMap(file -> measure.apply(read(file)).stream().map(fault -> ROOT.relativize(file) + fault))
                .toList();
    }

    private static List<Path> specSources() {
        var sources = filesBelow(SPEC).stream().filter(file -> file.toString().endsWith(".java")).toList();
        assertThat(sources).as("sources below " + SPEC).isNotEmpty();
        return sources;
    }

    private static List<Path> filesBelow(Path directory) {
        var skipped = Set.of("target", ".git", ".idea");
        try (var paths = Files.walk(directory)) {
            return paths.filter(Files::isRegularFile)
                    .filter(file -> Stream.iterate(file, p -> !p.equals(ROOT), Path::getParent)
                            .noneMatch(p -> skipped.contains(p.getFileName().toString())))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("not UTF-8 text: " + file, e);
        }
    }
}
