/** Whether the checker can be trusted: what each part of the oracle is worth, and what the generator never reaches. */
package dev.pagetwin.checker.audit;
