package dev.quartzite.spark;

import dev.quartzite.acoustic.Device;
import java.io.Serializable;

/**
 * What an executor needs to know to transcribe. Travels with tasks.
 *
 * @param model a model directory, found under this path on every machine
 * @param device where the network runs
 * @param threads processor threads that one run of the network may use
 * @param parallel recordings of a partition that are under way at once, from which batches are made
 */
record EngineSettings(String model, Device device, int threads, int parallel)
    implements Serializable {
  private static final long serialVersionUID = 1;
}
