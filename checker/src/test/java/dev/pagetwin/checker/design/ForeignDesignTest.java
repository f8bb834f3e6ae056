package dev.pagetwin.checker.design;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagetwin.impl.arch.mte.MteSaveAtUnmap;
import dev.pagetwin.spec.Profile;
import dev.pagetwin.spec.Profile.Claim;
import dev.pagetwin.spec.Profile.Device;
import dev.pagetwin.spec.Profile.SaveAt;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ForeignDesignTest {
    @ParameterizedTest
    @EnumSource(Claim.class)
    void decidesWhereTagsAreSavedAndNothingElse(Claim claim) throws DesignException {
        ForeignDesign design = ForeignDesign.load(MteSaveAtUnmap.class.getName(), List.of());
        assertThat(design.profile(new Profile(SaveAt.WRITEBACK, true, Device.ASYNC, false, claim)))
                .isEqualTo(new Profile(SaveAt.UNMAP, true, Device.ASYNC, false, claim));
    }
}
