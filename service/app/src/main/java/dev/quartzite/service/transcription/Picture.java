package dev.quartzite.service.transcription;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * What front end or network saw of a channel, {@code [frames × columns]}, as it is written in JSON:
 * a byte a value, row after row. A byte b stands for minimum + b / 255 × (maximum − minimum); what
 * lies beyond is cut off. In a recording longer than {@code quartzite.limits.picture-length} a row
 * stands for several frames and has the largest of their values.
 *
 * @param channel that it was seen in; absent where there is one
 * @param frames number of rows; the first begins with the recording
 * @param stepSeconds distance between rows, seconds
 * @param labels the token that each column of emissions is the probability of, the blank without
 *     text; absent in a spectrogram
 * @param frequencies the middle of the band that each column of a spectrogram is the energy of,
 *     hertz; absent in emissions
 * @param data the bytes, in Base64
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record Picture(
    @Nullable Integer channel,
    int frames,
    double stepSeconds,
    @Nullable List<String> labels,
    @Nullable List<Double> frequencies,
    double minimum,
    double maximum,
    String data) {}
