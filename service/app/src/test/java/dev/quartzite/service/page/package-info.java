/** The page as people meet it: a real browser, the real service, the real embedded model. */
@NullMarked
package dev.quartzite.service.page;

import org.jspecify.annotations.NullMarked;
