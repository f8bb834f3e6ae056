package dev.pagetwin.spec.preset;

import static dev.pagetwin.spec.preset.Presets.frozen;

import dev.pagetwin.spec.Profile.Claim;
import java.util.List;

/** The random preset of tag storage, with the other answers to when storage stops holding data. */
final class StorageClaimPresets {
    private StorageClaimPresets() {}

    static List<Preset> random() {
        return List.of(
                like(
                        "medium-storage-eager", "the same, and all storage is kept from data while any area is tagged",
                        Claim.WHEN_TAGGED),
                like(
                        "medium-storage-carved",
                        "the same, with storage carved out at boot: who waits has a page of no region",
                        Claim.ALWAYS, "storage.map", "storage.reserve", "storage.claim", "storage.fail"));
    }

    private static Preset like(String name, String theme, Claim claim, String... never) {
        Preset medium = StoragePresets.random().get(0);
        return new Preset(
                name, theme, medium.bounds().withProfile(medium.bounds().profile().withClaim(claim)), medium.paths(),
                frozen(List.copyOf(medium.frozen()), List.of(never)));
    }
}
