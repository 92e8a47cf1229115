/**
 * The model workshop's command line: makes, checks and shows model directories. What it needs of
 * NeMo's archives lies in {@code nemo}, what it needs of the ONNX format in {@code onnx}.
 */
@NullMarked
package dev.quartzite.models;

import org.jspecify.annotations.NullMarked;
