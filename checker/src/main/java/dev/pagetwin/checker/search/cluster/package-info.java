/** What an engine that runs on several machines has to offer, and random searches cut into shards for it. */
package dev.pagetwin.checker.search.cluster;
