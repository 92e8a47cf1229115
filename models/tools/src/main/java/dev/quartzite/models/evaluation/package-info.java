/**
 * How good a model is: word error rates on recordings with texts, and how much its confidence can
 * be trusted.
 */
@NullMarked
package dev.quartzite.models.evaluation;

import org.jspecify.annotations.NullMarked;
