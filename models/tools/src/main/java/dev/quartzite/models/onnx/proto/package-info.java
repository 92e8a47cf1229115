/**
 * Messages of the ONNX format, generated from {@code onnx.proto}; not null-marked, since protobuf
 * does not say what may be null (nothing is).
 */
package dev.quartzite.models.onnx.proto;
