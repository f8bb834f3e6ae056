/** Orders that no single state shows: small automata over what hardware and lockless readers can see. */
package dev.pagetwin.spec.monitor;
