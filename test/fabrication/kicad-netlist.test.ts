import { expect, test } from "vitest";
import {
  childAtom,
  childrenOf,
  type List,
  parseSExpression,
  quoteText,
} from "../../src/fabrication/output/kicad/parse-s-expression.ts";
import { listTerminals, writeKicadNetlist } from "../../src/fabrication/output/kicad/write-kicad-netlist.ts";
import { listComponents } from "../../src/fabrication/parts/list-components.ts";
import { compileText } from "./fixture.ts";

const deck = `a "quoted" board
V1 in 0 ac 1
R1 in a 1k m=2
X1 a out amp
C1 out 0 1n
Q1 out a 0 npn
.model npn npn
.subckt amp p q
E1 q 0 p 0 1
Rq q 0 10k
.ends
.ac dec 1 1k 1meg
* @port 1 in
* @train R1
* @goal mag(v(out)) = 1
.end
`;

function parse(text: string): List {
  const list = parseSExpression(text);
  if ("problem" in list) throw new Error(list.problem);
  return list;
}

test("components and nets of the netlist are those of the circuit", () => {
  const { circuit, netlist } = compileText(deck);
  const { components } = listComponents(netlist, circuit, new Map(), () => false);
  const root = parse(writeKicadNetlist(circuit, components, listTerminals(circuit), 'a "b".cir'));
  expect(childAtom(root, "version")!.text).toBe("E");
  expect(childAtom(childrenOf(root, "design")[0]!, "source")!.text).toBe('a "b".cir');
  const comps = childrenOf(childrenOf(root, "components")[0]!, "comp");
  expect(comps.map((comp) => `${childAtom(comp, "ref")!.text}=${childAtom(comp, "value")!.text}`)).toEqual([
    "R1_1=1k",
    "R1_2=1k",
    "X1=amp",
    "C1=1n",
    "Q1=npn",
    "J1=port 1",
  ]);
  const nets = new Map(
    childrenOf(childrenOf(root, "nets")[0]!, "net").map((net) => [
      childAtom(net, "name")!.text,
      childrenOf(net, "node").map(
        (node) => `${childAtom(node, "ref")!.text}.${childAtom(node, "pin")!.text}`,
      ),
    ]),
  );
  expect(nets.get("GND")).toEqual(["C1.2", "Q1.3", "J1.2"]);
  expect(nets.get("/in")).toEqual(["R1_1.1", "R1_2.1", "J1.1"]);
  expect(nets.get("/a")).toEqual(["R1_1.2", "R1_2.2", "X1.1", "Q1.2"]);
  expect(nets.get("/out")).toEqual(["X1.2", "C1.1", "Q1.1"]);
});

test("texts with quotes, backslashes and line ends come back as they were", () => {
  for (const text of ['a "b" \\ c', "line\nend\ttab\r", "", "µΩ"]) {
    const list = parse(`(x ${quoteText(text)})`);
    expect(list.items[1]).toMatchObject({ kind: "atom", text, quoted: true });
  }
});
