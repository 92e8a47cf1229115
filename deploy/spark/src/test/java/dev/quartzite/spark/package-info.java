@NullMarked
package dev.quartzite.spark;

import org.jspecify.annotations.NullMarked;
