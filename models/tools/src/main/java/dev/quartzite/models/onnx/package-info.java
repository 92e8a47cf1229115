/**
 * ONNX graphs: reading, building, rewriting (one class a pass) and checking them. The messages of
 * the format are generated from {@code onnx.proto} into {@code onnx.proto}.
 */
@NullMarked
package dev.quartzite.models.onnx;

import org.jspecify.annotations.NullMarked;
