/** One real kernel in one virtual machine: started, asked line by line, and always ended. */
package dev.pagetwin.checker.kernel.machine;
