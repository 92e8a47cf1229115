package dev.quartzite.lm;

/** The null object among language models. */
enum NoLanguageModel implements LanguageModel {
  INSTANCE;

  @Override
  public Vocabulary vocabulary() {
    return Vocabulary.EMPTY;
  }

  @Override
  public int start() {
    return 0;
  }

  @Override
  public long score(int state, int word) {
    return 0;
  }
}
