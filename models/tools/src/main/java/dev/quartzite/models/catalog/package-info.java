/**
 * Models that can be had elsewhere: the project's list of them, and fetching one.
 *
 * <pre>{@code
 * Catalog.Entry entry = Catalog.ofProject().require("stt_de_quartznet15x5");
 * new Download(System.err::println).fetch(entry.address(), file, entry.sha256());
 * }</pre>
 */
@NullMarked
package dev.quartzite.models.catalog;

import org.jspecify.annotations.NullMarked;
