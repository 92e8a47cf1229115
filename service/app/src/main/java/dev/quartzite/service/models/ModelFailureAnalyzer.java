package dev.quartzite.service.models;

import dev.quartzite.acoustic.ModelException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says why the service did not start in a sentence where a model is the reason. */
final class ModelFailureAnalyzer extends AbstractFailureAnalyzer<ModelException> {
  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, ModelException cause) {
    return new FailureAnalysis(cause.getMessage(), null, cause);
  }
}
