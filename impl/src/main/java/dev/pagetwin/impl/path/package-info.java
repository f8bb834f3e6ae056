/**
 * The kernel's paths, one class each, named as in the specification. {@link dev.pagetwin.impl.path.Paths} makes them,
 * so that a seeded flaw overrides one protected method of one path.
 */
package dev.pagetwin.impl.path;
