/** Tests of reading, rewriting and checking ONNX graphs. */
@NullMarked
package dev.quartzite.models.onnx;

import org.jspecify.annotations.NullMarked;
