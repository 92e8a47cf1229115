/**
 * The model workshop's command line: makes, checks and shows model directories. What it needs of
 * the ONNX format lies in {@code onnx}.
 */
@NullMarked
package dev.quartzite.models;

import org.jspecify.annotations.NullMarked;
