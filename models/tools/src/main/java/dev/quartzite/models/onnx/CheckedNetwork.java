package dev.quartzite.models.onnx;

import dev.quartzite.models.onnx.proto.ModelProto;
import java.util.Optional;

/**
 * A network that is fit for a model directory.
 *
 * @param model to be written
 * @param facts what it is
 * @param report how it compares with what it was made of; none if it was left as it is
 */
public record CheckedNetwork(ModelProto model, NetworkFacts facts, Optional<CheckReport> report) {}
