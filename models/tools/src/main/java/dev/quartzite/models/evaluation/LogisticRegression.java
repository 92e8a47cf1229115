package dev.quartzite.models.evaluation;

/**
 * Weights w that make 1 / (1 + e^(−w·x)) the probability of a yes, by Newton's method on the
 * likelihood with a small quadratic penalty (iteratively reweighted least squares).
 */
final class LogisticRegression {
  private static final int STEPS = 30;
  private static final double PENALTY = 1e-3;

  private LogisticRegression() {}

  /**
   * Fits the weights.
   *
   * @param inputs {@code [examples × inputs]}
   * @param answers one an example
   */
  static double[] fit(double[][] inputs, boolean[] answers) {
    int n = inputs[0].length;
    double[] weights = new double[n];
    for (int step = 0; step < STEPS; step++) {
      double[][] system = new double[n][n + 1];
      for (int i = 0; i < n; i++) {
        system[i][i] = PENALTY;
        system[i][n] = -PENALTY * weights[i];
      }
      for (int example = 0; example < inputs.length; example++) {
        accumulate(system, inputs[example], answers[example], weights);
      }
      double[] change = solve(system);
      for (int i = 0; i < n; i++) {
        weights[i] += change[i];
      }
    }
    return weights;
  }

  private static void accumulate(double[][] system, double[] x, boolean answer, double[] weights) {
    int n = x.length;
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += weights[i] * x[i];
    }
    double p = 1 / (1 + Math.exp(-sum));
    double curvature = Math.max(1e-9, p * (1 - p));
    for (int i = 0; i < n; i++) {
      system[i][n] += ((answer ? 1 : 0) - p) * x[i];
      for (int j = 0; j < n; j++) {
        system[i][j] += curvature * x[i] * x[j];
      }
    }
  }

  /**
   * Gaussian elimination; the matrix is symmetric and positive definite, so no pivoting is needed.
   */
  private static double[] solve(double[][] system) {
    int n = system.length;
    for (int i = 0; i < n; i++) {
      for (int row = i + 1; row < n; row++) {
        double factor = system[row][i] / system[i][i];
        for (int column = i; column <= n; column++) {
          system[row][column] -= factor * system[i][column];
        }
      }
    }
    double[] solution = new double[n];
    for (int i = n - 1; i >= 0; i--) {
      double sum = system[i][n];
      for (int j = i + 1; j < n; j++) {
        sum -= system[i][j] * solution[j];
      }
      solution[i] = sum / system[i][i];
    }
    return solution;
  }
}
