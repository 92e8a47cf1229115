package dev.quartzite.service.transcription;

import dev.quartzite.service.errors.ApiException;
import dev.quartzite.service.uploads.MultipartForm;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * A field whose value is a number within limits.
 *
 * @param name the field
 * @param least smallest value that is taken
 * @param most largest value that is taken
 */
record NumberField(String name, double least, double most) {
  /**
   * The number in a form, if there is one.
   *
   * @throws ApiException naming the field and the limits
   */
  Optional<Double> in(MultipartForm form) {
    return form.value(name).map(value -> number(value, "a number"));
  }

  /**
   * The whole number in a form, if there is one.
   *
   * @throws ApiException naming the field and the limits
   */
  Optional<Integer> wholeIn(MultipartForm form) {
    return form.value(name).map(this::whole);
  }

  private int whole(String value) {
    double number = number(value, "a whole number");
    if (number != Math.rint(number)) {
      throw refusal(value, "a whole number");
    }
    return (int) number;
  }

  private double number(String value, String kind) {
    double number;
    try {
      number = new BigDecimal(value.strip()).doubleValue();
    } catch (NumberFormatException e) {
      throw refusal(value, kind);
    }
    if (number < least || number > most) {
      throw refusal(value, kind);
    }
    return number;
  }

  private ApiException refusal(String value, String kind) {
    return ApiException.badField(
        name,
        "%s is %s from %s to %s, not '%s'".formatted(name, kind, plain(least), plain(most), value));
  }

  private static String plain(double limit) {
    return new BigDecimal(limit).toPlainString();
  }
}
