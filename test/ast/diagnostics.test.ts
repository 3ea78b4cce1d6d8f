import { describe, expect, test } from "vitest";
import { parseNetlist } from "../../src/ast/parse-netlist.ts";
import { walkStatements } from "../../src/ast/walk.ts";
import { marksOf, readMarks, sortMarks } from "../diagnostic/marked-source.ts";

/** Parse a deck whose expected diagnostics are marked below their lines; a title is put in front. */
function expectMarks(marked: string, included = false): void {
  const { text, marks } = readMarks(included ? marked : `title\n${marked}`);
  const { diagnostics } = parseNetlist({ name: "marked.cir", text }, { included });
  expect(marksOf(diagnostics)).toEqual(sortMarks(marks));
}

describe("elements", () => {
  test.each([
    "R1 a\n~~~~ syntax/missing-nodes",
    "R1 a 0\n~~~~~~ syntax/missing-value",
    "R1 a 0 1.2.3k\n       ~~~~~~ syntax/number-with-rest",
    "R1 a 0 1e999\n       ~~~~~ syntax/bad-number",
    "C1 a 0 1_000\n       ~~~~~ syntax/number-with-rest",
    ".param p=1.2.3k\n         ~~~~~~ syntax/bad-number",
    "X1 a s p=1.2.3k\n         ~~~~~~ syntax/bad-number",
    ".subckt s a p=1.2.3k\n              ~~~~~~ syntax/bad-number\n.ends",
    "R1 a 0 4k7\n       ~~~ syntax/digits-after-suffix",
    "R1 a 0 {2*4k7}\n          ~~~ syntax/digits-after-suffix",
    "R1 a 0 1k 2k\n          ~~ syntax/unused-argument",
    "R1 a 0 {2*}\n         ~ syntax/bad-expression",
    "R1 a 0 {2\n       ~ syntax/unbalanced-brace",
    "R1 a 0 1k}\n         ~ syntax/unbalanced-brace",
    "R1 a 0 '2*x\n       ~ syntax/unterminated-quote",
    "R1 a 0 r=\n       ~~ syntax/missing-argument\n".trimEnd(),
    "V1 a 0 pulse(0 1\n            ~ syntax/unbalanced-parenthesis",
    "V1 a 0 sin(0 1))\n               ~ syntax/unbalanced-parenthesis",
    "V1 a 0 1 foo 2 3\n         ~~~ syntax/unexpected-argument",
    "E1 a 0 b\n~~~~~~~~ syntax/missing-nodes",
    "E1 a 0 b 0\n~~~~~~~~~~ syntax/missing-value",
    "F1 a 0\n~~~~~~ syntax/missing-name",
    "K1 L1 0.5\n~~~~~~~~~ syntax/coupling-of-one",
    "B1 a 0\n~~~~~~ syntax/missing-value",
    "B1 a 0 v=2*\n          ~ syntax/bad-expression",
    "Q1 c b e\n~~~~~~~~ syntax/missing-name",
    "M1 d g s b\n~~~~~~~~~~ syntax/missing-name",
    "X1\n~~ syntax/missing-name",
    "R1 a 0 2*r\n       ~~~ syntax/bare-expression",
    "R1 a 0 --10\n       ~~~~ syntax/bare-expression",
    "R1 a 0 r=2*r\n         ~~~ syntax/bare-expression",
    "R1 a 0 r=r*2\nC1 a 0 '2*c'\nL1 a 0 {2*l}\nX1 a s r=2*r",
    "R1 a 0 10nF\n       ~~~~ syntax/unit-of-another-kind",
    "C1 a 0 10uH\n       ~~~~ syntax/unit-of-another-kind",
    "L1 a 0 1kohm\n       ~~~~~ syntax/unit-of-another-kind",
    "R1 a 0 10f\nR2 a 0 1k\nR3 a 0 1kOhm\nC1 a 0 1uF\nL1 a 0 1mH\nR4 a 0 1meg",
    "V1 a 0 pulse(0)\n       ~~~~~~~ syntax/missing-argument",
    "V1 a 0 sin(0 1) ac 1\nV2 b 0 pwl(0 0 1m)",
    "V1 a 0 pwl(0 0 2m 1 1m 0)\n                    ~~ syntax/times-backwards",
    "B1 a 0 V v(b)*2\n~~~~~~~~~~~~~~~ syntax/missing-value",
    "B1 a 0 v=sin(v(b)\n            ~ syntax/unbalanced-parenthesis",
    "?1 a b\n~~~~~~ syntax/line-passed-over",
    "~1 a b\n~~~~~~ syntax/unknown-element",
  ])("%s", (marked) => expectMarks(marked));

  test("a mistake on a continuation line is marked there", () => {
    expectMarks("R1 a ; first\n* between\n+ 0 {2*\n+ )}\n  ~ syntax/bad-expression");
  });

  test("one mistake in each card, all said at once", () => {
    expectMarks(
      [
        "R1 a",
        "~~~~ syntax/missing-nodes",
        "C1 a 0 1..2",
        "       ~~~~ syntax/number-with-rest",
        "L1 a 0 1u",
        "K1 L1",
        "~~~~~ syntax/coupling-of-one",
      ].join("\n"),
    );
  });
});

describe("commands and blocks", () => {
  test.each([
    ".model d1\n~~~~~~~~~ syntax/missing-argument",
    ".param\n~~~~~~ syntax/missing-argument",
    ".param a=1 b=2*\n              ~ syntax/bad-expression",
    ".func f(x)\n~~~~~~~~~~ syntax/missing-argument",
    ".include\n~~~~~~~~ syntax/missing-argument",
    ".ac dec 10 1\n~~~~~~~~~~~~ syntax/missing-argument",
    ".ic v(a)\n    ~~~~ syntax/missing-argument",
    ".ic x=1\n    ~~~ syntax/unexpected-argument",
    ".ends\n~~~~~ syntax/ends-without-subcircuit",
    ".endc\n~~~~~ syntax/endc-without-control",
    ".endl\n~~~~~ syntax/endl-without-library",
    ".subckt s a\n~~~~~~~~~~~ syntax/subcircuit-not-closed\nR1 a 0 1",
    ".subckt s a\nR1 a 0 1\n.ends t\n      ~ syntax/ends-other-name",
    ".subckt s a\nR1 a 0 1\n.end\n~~~~ syntax/end-inside-subcircuit",
    ".control\n~~~~~~~~ syntax/control-not-closed\nrun\n.op",
    ".control\n~~~~~~~~ syntax/control-not-closed\nrun\n\n  .model d1 d\n.end",
    ".control\n~~~~~~~~ syntax/control-to-end\nrun",
    ".control\n~~~~~~~~ syntax/control-to-end\nprint .1\nrun\n.end\n",
    ".control\n~~~~~~~~ syntax/control-not-run\n* @train R1\n~~~~~~~~~~~ directive/inside-control\n.endc",
    ".modle d1 d\n~~~~~~ syntax/misspelt-card",
    ".foobar\n~~~~~~~ syntax/unknown-card",
    ".print ac v(a)\n~~~~~~ syntax/card-not-used",
    ".backanno\n~~~~~~~~~ syntax/card-of-another-simulator",
    ".ALTER\n~~~~~~ syntax/card-of-another-simulator",
    ".end\nR1 a 0 1\n~~~~~~~~ syntax/text-after-end",
    "+ 1k\n~~~~ syntax/stray-continuation",
    ".if (1)\n~~~~~~~ syntax/condition-not-closed",
    ".endif\n~~~~~~ syntax/condition-not-open",
  ])("%s", (marked) => expectMarks(marked));

  test("nothing stands behind .end but what ends a file of DOS", () => {
    expectMarks(".end\n\u001a");
  });

  test("nothing is wrong with the text of a card that is only kept", () => {
    expectMarks(".title Bob's (first {try\n~~~~~~ syntax/card-not-used");
  });

  test("an included file has no title, but may begin with a stray line", () => {
    expectMarks("+ 1k\n~~~~ syntax/stray-continuation\nR1 a 0 1", true);
  });
});

describe("the title", () => {
  const codes = (title: string) =>
    parseNetlist({ name: "t", text: `${title}\n.end\n` }).diagnostics.map(({ code }) => code);

  test.each(["R1 out 0 1k", "c1 a 0 {x}", "V1 in 0 dc 5", ".model d1 d", ".subckt s a b"])(
    "%s is suspicious",
    (title) => {
      expect(codes(title)).toEqual(["syntax/title-looks-like-card"]);
    },
  );

  test.each([
    "RC low-pass filter",
    "* comment",
    "",
    "L-match for 50 ohms",
    "Rectifier with 4 diodes",
    ".title x",
    "Version 2 of 3",
  ])("%s is not", (title) => {
    expect(codes(title)).toEqual([]);
  });

  test("an annotation there has no effect", () => {
    expect(codes("* @train R1")).toEqual(["directive/on-title-line"]);
  });
});

describe("annotations", () => {
  test.each([
    "* @trian R1\n   ~~~~~ directive/misspelt-word",
    "* @author me\n   ~~~~~~ directive/unknown-word",
    "* @date 2020\n   ~~~~ directive/unknown-word",
    "* @train R1 minimum=1\n            ~~~~~~~ directive/unknown-key",
    "* @train R1 min=low\n            ~~~~~~~ directive/bad-value",
    "* @train R1 min=1.2.3\n            ~~~~~~~~~ directive/bad-value",
    "* @train R1 min=4k7\n                ~~~ syntax/digits-after-suffix",
    "* @train R1 min=1 min=2\n                  ~~~ directive/repeated-key",
    "* @train R1 scale=cubic\n            ~~~~~~~~~~~ directive/bad-value",
    "* @train min=1\n~~~~~~~~~~~~~~ directive/missing-argument",
    "* @goal v(a) 1\n             ~ directive/syntax",
    "* @goal v(a) =\n             ~ directive/syntax",
    "* @goal v(a) < 1\n             ~ directive/syntax",
    "* @goal magg(v(a)) = 1\n        ~~~~ directive/unknown-function",
    "* @goal v(a) = 1 form 10 to 1k\n                 ~~~~ directive/unknown-clause",
    "* @goal v(a) = 1 at 1 kHz\n                      ~~~ directive/unknown-clause",
    "* @goal v(a) = 1 wait=2\n                 ~~~~ directive/unknown-key",
    "* @goal v(a) = 1 on=noise\n                 ~~~~~~~~ directive/bad-value",
    "* @goal v(a) = 1 at 1k from 1 to 2\n~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ directive/syntax",
    "* @port 1\n~~~~~~~~~ directive/missing-argument",
    "* @port 1 a b c\n              ~ directive/syntax",
    '* @data "f.csv"\n~~~~~~~~~~~~~~~ directive/missing-argument',
    "* @learn fast\n         ~~~~ directive/syntax",
    "* @learn beta=small\n         ~~~~~~~~~~ directive/bad-value",
    "* @fabricate R1 series=E25\n                ~~~~~~~~~~ directive/bad-value",
    "* @+ max=1\n~~~~~~~~~~ directive/stray-continuation",
    ".param r=1 ; @train\n           ~~~~~~~~ directive/inline-without-element",
  ])("%s", (marked) => expectMarks(marked));

  test("none is dropped, wherever it stands", () => {
    expectMarks(
      ".subckt s a ; @train\n            ~~~~~~~~ directive/inline-without-element\nR1 a 0 1\n.ends",
    );
    expectMarks(
      ".include x.lib $ @goal v(a) = 1\n               ~~~~~~~~~~~~~~~~ directive/inline-without-element",
    );
    const text =
      "title\n.subckt s a\n* @train R1\n+ b\nR1 a b 1\n.ends\n.param r=1\n* @train param:r\n+ q=2\n";
    const { netlist, diagnostics } = parseNetlist({ name: "t", text });
    const found: string[] = [];
    walkStatements(netlist, (statement) => {
      if (statement.kind === "directive") found.push(statement.directive?.kind ?? "");
    });
    expect(diagnostics).toEqual([]);
    expect(found).toEqual(["train", "train"]);
  });

  test("a mistake on a * @+ line is marked there", () => {
    expectMarks("* @goal v(a) = 1\n* @+ weigth=2\n     ~~~~~~ directive/unknown-key");
  });

  test.each([
    ["* @trian R1", "train"],
    ["* @train R1 mim=1", "min"],
    ["* @goal phse(v(a)) = 1", "phase"],
    ["* @goal vbd(a) = 1", "vdb"],
    ["* @goal v(a) = 1 form 10 to 1k", "did you mean from?"],
    ["* @goal v(a) <= 1-2 frmo 10 to 1k", "did you mean from?"],
    ["* @goal v(a) = {r} a 1k", "did you mean at?"],
    ["* @goal v(a) = 1 between 10 and 1k", "did you mean from?"],
    ["* @goal v(a) = 1 at 1k wieght=2", "did you mean weight=?"],
    ["* @goal v(a) = 1 at 1k weight 2", "write weight=…"],
    ["* @goal v(a) = 1 at 1 kHz", "write 1kHz without a space"],
    ["* @goal v(a) = 1 at=1k", '"at" takes no "="'],
    ["* @goal v(a) = 1 at 1k 2k", "parted by commas"],
    ["* @goal v(a) = 1 @ 1k", "write at 1k"],
    ["* @goal v(a) = 1 from 10 tp 1k", "from 1k to 10k"],
    ["* @goal v(a) = 1 from 10", "from 1k to 10k"],
    ["* @goal v(a) == 1", "write ="],
    ["* @goal v(a) < 1", "write <="],
    ["* @goal v(a) =< 1", "write <="],
    ["* @goal v(a) ≥ 1", "write >="],
    ["* @goal 0 <= v(a) <= 1", "write a second goal"],
    ["* @goal pass band: v(a) = 1", "one word in front of a colon"],
    ["R1 a 0 {x>0 and x<2 ? 1 : 2}", "write &&"],
    ["R1 a 0 4,7k", "4.7k"],
    ["L1 a 10u", '"10u" is taken for its second node'],
    ["V1 a 0 pluse(0 1)", "did you mean pulse?"],
    ["V1 a 0 sinus(0 1 1k)", "did you mean sin?"],
    ["tran 1u 1m", "write .tran"],
    ["op", "write .op"],
  ])("%s suggests %s", (line, word) => {
    const { diagnostics } = parseNetlist({ name: "t", text: `title\n${line}\n` });
    expect(diagnostics).toHaveLength(1);
    expect(`${diagnostics[0]?.message} ${diagnostics[0]?.hint}`).toContain(word);
  });
});

describe("hints to what another simulator means", () => {
  test.each([
    [".tran 1m", "LTspice takes a lone time for the stop time: write .tran 1u 1m"],
    [".tran 5", "LTspice takes a lone time for the stop time: write .tran 0.005 5"],
    ["I1 a 0 1m load", "it is one of LTspice's: a B source can draw a current that falls with its voltage"],
  ])("%s", (card, hint) => {
    const { diagnostics } = parseNetlist({ name: "deck.cir", text: `title\n${card}\n.end\n` });
    expect(diagnostics.map((diagnostic) => diagnostic.hint)).toEqual([hint]);
  });
});
