/** The service as its callers see it: real requests, the real model. */
@NullMarked
package dev.quartzite.service.http;

import org.jspecify.annotations.NullMarked;
