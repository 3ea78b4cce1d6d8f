import fc from "fast-check";

const pick = (...items: string[]) => fc.constantFrom(...items);

const node = pick("0", "a", "b", "out", "net-1", "x1.n", "+in", "n[3]", "n<1>", "vdd!", "3");
const number = pick("1", "4.7k", "10meg", "-2.5n", ".5", "5.", "1E+3k", "10µF", "4k7", "1.2.3", "1e400", "");
const expression = pick(
  "{2*x}",
  "'a+b'",
  "{",
  "'",
  "{a ? b : c}",
  "{v(a)*2}",
  "{2*}",
  '"text"',
  "{((1))}",
  "x*2",
  "(1",
  "1)",
);
const value = fc.oneof(number, expression, pick("rmod", "x"));
const assignment = fc
  .tuple(pick("m", "w", "ic", "r", "tc", "params:r"), pick("=", " = ", "= ", "=="), value)
  .map((t) => t.join(""));
const argument = fc.oneof(
  { weight: 4, arbitrary: node },
  { weight: 4, arbitrary: value },
  { weight: 2, arbitrary: assignment },
  pick(
    "(a 0)",
    "(a,0)",
    "(",
    ")",
    "=",
    ",",
    "dc",
    "ac",
    "pulse(0 1 1n)",
    "sin 0 1",
    "poly(2)",
    "value={v(a)}",
    "table {v(a)} = (0,0)",
    "off",
    "params:",
  ),
);
const letters = pick(..."RLCKVIEFGHDQMJXBTSWOAUYZPN?(1");
const element = fc
  .tuple(letters, fc.array(argument, { maxLength: 8 }))
  .map(([letter, items]) => [`${letter}1`, ...items].join(" "));
const command = fc
  .tuple(
    pick(
      ".model",
      ".param",
      ".func f(x)",
      ".include",
      ".lib",
      ".lib tt",
      ".endl",
      ".subckt s a",
      ".ends",
      ".ac",
      ".tran",
      ".op",
      ".dc",
      ".options",
      ".ic v(a)=",
      ".ic",
      ".nodeset",
      ".global",
      ".temp",
      ".end",
      ".control",
      ".endc",
      ".if",
      ".else",
      ".endif",
      ".save",
      ".modle",
      ".",
      ".meas",
    ),
    fc.array(argument, { maxLength: 5 }),
  )
  .map(([name, items]) => [name, ...items].join(" "));
const directive = fc
  .tuple(
    pick(
      "* @train",
      "*@goal",
      "* @+",
      "* @port",
      "* @data",
      "* @classify",
      "* @learn",
      "* @fabricate",
      "* @trian",
      "* @",
      "* @author",
    ),
    fc.array(
      fc.oneof(
        argument,
        pick(
          "R*",
          "param:x",
          "min=1",
          "max=1k",
          "scale=log",
          "db(v(out))",
          ">=",
          "<=",
          "=",
          "-3",
          "at 1k, 2k",
          "from 1k to 2k",
          "weight=2",
          "pass:",
          "by v(a), v(b)",
          "label",
          '"f.csv"',
          "V1=x",
          "# remark",
          "s(2,1)",
          'table("f.csv")',
          "im(R1)",
          "im(v(a))",
          "beta=auto",
        ),
      ),
      { maxLength: 6 },
    ),
  )
  .map(([name, items]) => [name, ...items].join(" "));
const comment = pick("* comment", "", "   ", "; x", "$ x", "// x", "# x", "*+ 1");
const continuation = fc.array(argument, { maxLength: 4 }).map((items) => ["+", ...items].join(" "));
const tail = pick(
  "",
  " ; remark",
  " $ remark",
  " ; @train min=1",
  " // x",
  "\t",
  " ;@goal v(a) = 1",
  " $@train",
);

const line = fc
  .tuple(
    pick("", " ", "\t"),
    fc.oneof(
      { weight: 5, arbitrary: element },
      { weight: 3, arbitrary: command },
      { weight: 2, arbitrary: directive },
      comment,
      continuation,
    ),
    tail,
  )
  .map((parts) => parts.join(""));

/** Texts that look like netlists, with every construct in wrong places too. */
export const netlistArbitrary: fc.Arbitrary<string> = fc
  .tuple(fc.array(line, { maxLength: 12 }), pick("\n", "\r\n", "\r"), pick("", "\n", "\u001a"))
  .map(([lines, end, last]) => lines.join(end) + last);

/** Texts made of the characters that matter to the grammar. */
export const soupArbitrary: fc.Arbitrary<string> = fc.string({
  unit: fc.constantFrom(
    ..."\n\n\r\t +*.;$/@#=(){}[]<>,'\"?:!&|^%-~\\",
    ..."rRcvVimkx01e",
    "\u001a",
    "\0",
    "µ",
    "\ud800",
    ".subckt",
    ".ends",
    "@train",
    "@goal",
  ),
  maxLength: 120,
});
