/** Tests of the command line, and the loopback service that they talk to. */
@NullMarked
package dev.quartzite.client;

import org.jspecify.annotations.NullMarked;
