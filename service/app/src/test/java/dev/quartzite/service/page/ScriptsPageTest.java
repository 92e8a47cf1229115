package dev.quartzite.service.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the page's modules reckon, by themselves. */
class ScriptsPageTest extends PageTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          old stone church, old town church, '|town|'
          old stone church, old town charge, '|town|charge'
          old stone church, old church, '|nothing|'
          old stone church, the old stone church, 'the old||'
          old stone church, old stone church yard, '||church yard'
          old stone church, gold stones churches here, 'gold stones churches here|*|*'
          """)
  void laysOtherTextsBesideTheWords(String text, String other, String expected) {
    Object found =
        evaluate(
            """
            const { wordAlternatives } = await import("./page/alternatives.js");
            const [text, other] = given;
            return wordAlternatives(text.split(" "), [{ text, score: 0 }, { text: other, score: 0 }])
              .map(word => word.map(({ text }) => text || "nothing").join()).join("|");
            """,
            new String[] {text, other});

    String first = expected.split("\\|", -1)[0];
    assertThat(found).isEqualTo(expected.replace("*", first));
  }

  @Test
  void ranksWhatAWordMayHaveBeenByAllTextsThatHaveIt() {
    Object found =
        evaluate(
            """
            const { wordAlternatives } = await import("./page/alternatives.js");
            return wordAlternatives(["a", "b"], [
              { text: "a b", score: Math.log(4) }, { text: "a c", score: Math.log(2) },
              { text: "a d", score: Math.log(3) }, { text: "e c", score: Math.log(1.5) },
            ])[1].map(({ text, share }) => text + " " + share.toFixed(3)).join();
            """,
            List.of());

    assertThat(found).isEqualTo("c 0.333,d 0.286");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '=',
      textBlock =
          """
          quartzite            = [{"phrase":"quartzite"}]
          old town : 12        = [{"phrase":"old town","boost":12}]
          leeds:-3.5           = [{"phrase":"leeds","boost":-3.5}]
          ratio 3 : four       = [{"phrase":"ratio 3 : four"}]
          """)
  void readsHotWords(String line, String expected) {
    Object fields =
        evaluate(
            "return (await import('./page/settings.js')).hotWords(given);", "\n" + line + "\n");

    assertThat(fields).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0:00, 0:00.00",
    "3.249, 0:03, 0:03.24",
    "754.5, 12:34, 12:34.50",
    "3725, 1:02:05, 1:02:05.00"
  })
  void writesTimes(double seconds, String clock, String moment) {
    assertThat(evaluate("return (await import('./page/text.js')).clock(given);", seconds))
        .isEqualTo(clock);
    assertThat(evaluate("return (await import('./page/text.js')).moment(given);", seconds))
        .isEqualTo(moment);
  }

  private Object evaluate(String body, Object given) {
    return page.evaluate("async given => { " + body + " }", given);
  }
}
