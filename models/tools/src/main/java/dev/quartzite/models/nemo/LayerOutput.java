package dev.quartzite.models.nemo;

/**
 * What a layer gives, {@code [batch × channels × frames]}.
 *
 * @param tensor its name in the graph
 * @param channels how many channels it has
 */
record LayerOutput(String tensor, long channels) {}
