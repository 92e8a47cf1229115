/** Tests of reading recordings; encoded ones are made by the FFmpeg that also decodes them. */
@NullMarked
package dev.quartzite.audio;

import org.jspecify.annotations.NullMarked;
