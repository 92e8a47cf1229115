/** A multipart request → its fields and its file on disk, which is gone when the request is. */
@NullMarked
package dev.quartzite.service.uploads;

import org.jspecify.annotations.NullMarked;
