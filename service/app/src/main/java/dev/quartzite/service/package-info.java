/**
 * The service: the engine behind the audio API that OpenAI's clients speak. One package a feature;
 * this one starts them.
 */
@NullMarked
package dev.quartzite.service;

import org.jspecify.annotations.NullMarked;
