/**
 * The exhaustive search and random campaigns on Apache Spark. A level is one shuffle: slices are expanded into parcels of
 * words, parcels are sorted by address on their way, and each slice is made of the one before and what arrived.
 */
package dev.pagetwin.checker.spark;
