/** What is deployed is valid, and says nothing that the service does not read. */
@NullMarked
package dev.quartzite.deploy;

import org.jspecify.annotations.NullMarked;
