/**
 * Load on a service: requests that keep a number of clients busy (closed loop) or that come whether
 * the service keeps up or not (open loop), how long each took, and what is to be said of them all.
 */
@NullMarked
package dev.quartzite.client.bench;

import org.jspecify.annotations.NullMarked;
