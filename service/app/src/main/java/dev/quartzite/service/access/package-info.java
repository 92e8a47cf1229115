/**
 * Who may call, from where, how much at once and for how long. A request passes the filters in this
 * order: its name ({@code RequestLog}), {@link dev.quartzite.service.access.BrowserProtection},
 * {@link dev.quartzite.service.access.AccessFilter}.
 */
@NullMarked
package dev.quartzite.service.access;

import org.jspecify.annotations.NullMarked;
