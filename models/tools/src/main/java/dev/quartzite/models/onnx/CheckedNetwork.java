package dev.quartzite.models.onnx;

import java.util.Optional;

/**
 * A network that is fit for a model directory.
 *
 * @param network in a file, to be moved or copied to its place
 * @param facts what it is
 * @param report how it compares with what it was made of; none if it was left as it is
 */
public record CheckedNetwork(
    StoredNetwork network, NetworkFacts facts, Optional<CheckReport> report) {}
