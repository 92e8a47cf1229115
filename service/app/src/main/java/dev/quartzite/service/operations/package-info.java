/** What those who run the service look at: health and the self-test behind it. */
@NullMarked
package dev.quartzite.service.operations;

import org.jspecify.annotations.NullMarked;
