/**
 * What a model is made of and what each part costs: as text, as JSON, and as a web page with
 * pictures.
 */
@NullMarked
package dev.quartzite.models.inspect;

import org.jspecify.annotations.NullMarked;
