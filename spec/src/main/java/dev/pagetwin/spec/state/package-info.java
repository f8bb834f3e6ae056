/**
 * What a machine is made of: bounded ids, enums, records of these, and one small map ({@link IdMap}). Nothing here
 * knows an operation; nothing here changes.
 */
package dev.pagetwin.spec.state;
