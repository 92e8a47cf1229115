package dev.quartzite.client.evaluation;

import java.util.Optional;

/**
 * What was really said in a recording.
 *
 * @param id the recording's name as its reference has it: with or without folders and extension
 * @param speaker who said it, where that is known
 */
public record Reference(String id, String text, Optional<String> speaker) {}
