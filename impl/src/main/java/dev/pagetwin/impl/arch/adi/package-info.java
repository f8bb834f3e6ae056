/** SPARC ADI: tags of pages that are not mapped, stored by address, as merged in 2018 and repaired. */
package dev.pagetwin.impl.arch.adi;
