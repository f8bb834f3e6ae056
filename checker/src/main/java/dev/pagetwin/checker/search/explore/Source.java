package dev.pagetwin.checker.search.explore;

import java.io.Serializable;

/** What makes the same model on any machine. Equal sources make equal models. */
@FunctionalInterface
public interface Source extends Serializable {
    Model model();
}
