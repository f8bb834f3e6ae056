package dev.pagetwin.spec.state;

/**
 * The attributes of a private anonymous area, held for each page; a maximal run of equal attributes is one
 * {@code vm_area_struct}.
 *
 * @param prot what the program may do
 * @param mte whether {@code VM_MTE} is set; once set it stays
 */
public record Vma(Prot prot, boolean mte) {}
