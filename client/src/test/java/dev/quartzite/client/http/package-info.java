/** Tests of the wire. */
@NullMarked
package dev.quartzite.client.http;

import org.jspecify.annotations.NullMarked;
