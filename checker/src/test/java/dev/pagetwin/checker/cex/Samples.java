package dev.pagetwin.checker.cex;

import dev.pagetwin.checker.cex.Counterexample.Step;
import dev.pagetwin.checker.cex.Minimal.Claim;
import dev.pagetwin.checker.twin.Compare;
import dev.pagetwin.checker.twin.Difference;
import dev.pagetwin.checker.twin.Divergence;
import dev.pagetwin.checker.twin.FailureClass;
import dev.pagetwin.spec.Bounds;
import dev.pagetwin.spec.Errno;
import dev.pagetwin.spec.Profile;
import dev.pagetwin.spec.Profile.Device;
import dev.pagetwin.spec.Profile.SaveAt;
import dev.pagetwin.spec.Rejection;
import dev.pagetwin.spec.Result;
import dev.pagetwin.spec.op.Op;
import dev.pagetwin.spec.op.OpKind;
import dev.pagetwin.spec.op.Ops;
import dev.pagetwin.spec.tagstorage.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** One file in full, and any number of random ones. */
final class Samples {
    /** A file as it is printed. It says nothing true about any design. */
    static final String TEXT = """
            cex 1
            id       restore-forgotten
            title    A page comes back from swap without its tags
            design   mte
            flaw     swap-in-forgets-restore
            bounds   tiny-sync mms=2 vas=1 pages=2 slots=1 granules=2 tags=11 data=2
            profile  save=writeback slotcache=off device=sync
            compare  results
            verdict  diverges
            breaks   NoLostTags, ProgramReadsItsTags
            minimal  11 of 41 steps, no step can be dropped
            source   hunt seed 1
            ---
            # A tags a page and it goes out.
            #
            # When it is back, the tag is not – as the café's coat after lunch.
            1   mmap                   mm=A va=v0 len=1 prot=rw mte=yes    = ok
            2   mmap                   mm=A va=v0 len=1 prot=none mte=no   = rejected already-mapped
            3   fault                  mm=A va=v0 write=yes page=none      = failed ENOMEM
            4   fault                  mm=A va=v0 write=yes page=p0        = ok
            5   stg                    mm=A va=v0 granule=1 tag=a          = ok
            6   reclaim.add-to-swap    page=p0 slot=s0                     = ok
            7   reclaim.unmap          mm=A va=v0 dup=ok tagalloc=ok       = ok
            8   reclaim.writeback      page=p0 tagalloc=fails              = failed ENOMEM
            9   swap-in.lookup         mm=A va=v0                          = ok
            10  swap-in.map            mm=A                                = ok
            11  ldg                    mm=A va=v0 granule=1                = a
            ---
            diverge  step 11
              result                   spec a           impl 0
              mm A / pte v0 / tagged   spec two words   impl none
            why      Nobody asks the store for the tags.
            """;

    private static final String[] WORDS = {
        "page", "A", "–", "café", "tags,", "(it)", "#", "---", "0", "spec", "impl", "why", "=", "step", "\u4e2d",
        "\ud83d\ude00"
    };
    private static final String[] PROPERTIES = {"NoLostTags", "NoStaleTags", "UsersEqualCount", "X"};

    private final Random random;

    private Samples(Random random) {
        this.random = random;
    }

    /** A counterexample with every kind of value in it, if one takes enough of them. */
    static Counterexample random(Random random) {
        return new Samples(random).counterexample();
    }

    private Counterexample counterexample() {
        Bounds bounds = new Bounds(
                size(26), size(1024), 2 + size(1022), size(1024), size(256), size(16), size(16),
                new Profile(one(SaveAt.values()), random.nextBoolean(), one(Device.values())));
        bounds = random.nextBoolean() ? bounds : bounds.withOffsets(size(1024));
        bounds = bounds.withOrder(random.nextInt(2));
        if (random.nextInt(3) == 0) {
            bounds = bounds.withProfile(bounds.profile().withClaim(one(Profile.Claim.values())));
            bounds = bounds.withRegions(regions(bounds.pages()));
        }
        List<Step> steps = steps(bounds);
        Integer from = random.nextBoolean() ? null : steps.size() + random.nextInt(100);
        return new Counterexample(
                name(), text(60), name(), random.nextBoolean() ? null : name(), name(), bounds, one(Compare.values()),
                new Minimal(steps.size(), from, one(Claim.values())), text(60), story(), steps,
                new Divergence(one(FailureClass.values()), steps.size(), differences(), broken()), text(60));
    }

    /** Regions one after the other, as long as there is room. */
    private List<Region> regions(int pages) {
        List<Region> regions = new ArrayList<>();
        int ratio = size(64);
        for (int first = random.nextInt(3); regions.size() < 3; ) {
            int block = size(5);
            int tagPages = block * size(4);
            int data = 1 + random.nextInt(ratio * tagPages);
            if (first + data + tagPages > pages) {
                break;
            }
            regions.add(new Region(first, data, first + data, tagPages, block, ratio));
            first += data + tagPages + random.nextInt(3);
        }
        return regions;
    }

    private List<Step> steps(Bounds bounds) {
        List<Step> steps = new ArrayList<>();
        int count = 1 + random.nextInt(random.nextInt(20) == 0 ? 120 : 12);
        while (steps.size() < count) {
            OpKind kind = Ops.KINDS.get(random.nextInt(Ops.KINDS.size()));
            if (kind.args().stream().anyMatch(arg -> arg.domain(bounds).isEmpty())) {
                continue;
            }
            List<Object> values = new ArrayList<>();
            for (OpKind.Arg arg : kind.args()) {
                List<Object> domain = arg.domain(bounds);
                values.add(domain.get(random.nextInt(domain.size())));
            }
            Op op = kind.make(values);
            steps.add(new Step(op, result()));
        }
        return steps;
    }

    private Result result() {
        return switch (random.nextInt(4)) {
            case 0 -> Result.OK;
            case 1 -> new Result.Value(random.nextInt(16));
            case 2 -> new Result.Failed(one(Errno.values()));
            default -> new Result.Rejected(one(Rejection.values()));
        };
    }

    private List<Difference> differences() {
        List<Difference> differences = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            // Whatever a text is, the model makes a column of it.
            differences.add(new Difference(text(20), "x".repeat(random.nextInt(300)), text(200)));
        }
        return differences;
    }

    private List<String> broken() {
        List<String> broken = new ArrayList<>(List.of(PROPERTIES));
        broken.removeIf(p -> random.nextBoolean());
        return broken;
    }

    private List<String> story() {
        List<String> story = new ArrayList<>(List.of(text(10)));
        for (int i = random.nextInt(4); i > 0; i--) {
            story.add(random.nextInt(4) == 0 ? "" : " ".repeat(random.nextInt(3)) + text(10));
        }
        return story;
    }

    private String text(int words) {
        StringBuilder text = new StringBuilder(WORDS[random.nextInt(WORDS.length)]);
        for (int i = random.nextInt(words); i > 0; i--) {
            text.append(" ".repeat(1 + random.nextInt(2))).append(WORDS[random.nextInt(WORDS.length)]);
        }
        return text.toString();
    }

    private String name() {
        return one(new String[] {"a", "mte", "freed-slot-keeps-tags", "x1-2-y", "0"});
    }

    private int size(int most) {
        return random.nextBoolean() ? 1 + random.nextInt(Math.min(4, most)) : 1 + random.nextInt(most);
    }

    private <T> T one(T[] all) {
        return all[random.nextInt(all.length)];
    }
}
