/** Makes a failing list of operations as short and plain as it gets, without changing what fails. */
package dev.pagetwin.checker.shrink;
