import { describe, expect, it } from "vitest";
import { formatAction } from "../../src/action/format-action.ts";
import type { ActionDocument } from "../../src/action/format-action-json.ts";
import { stateAction } from "../../src/action/state-action.ts";
import { circuitOf } from "../circuit-builder.ts";
import { randomNetwork } from "../network/random-network.ts";

const ladder = "V1 in 0 ac 1\nRs in a 50\nL1 a out 2u\nC1 out 0 1n\nRL out 0 75";

describe("formatAction", () => {
  it("writes a ladder as text", async () => {
    const text = formatAction(await stateAction(circuitOf(ladder, { train: ["L1", "C1"] })), "text");
    expect(text).toBe(`test

Nodes (3 and the ground), with the elements at each
  ground  V1 C1 RL
  in      V1 Rs
  a       Rs L1
  out     L1 C1 RL

Branches (5): v = v(from) - v(to), i flows from -> to inside the element
  name  from  to   value   law
  V1    in    0    1 V     v = V1
  Rs    in    a    50 Ohm  y = 1/Rs
  L1    a     out  2 µH    y = 1/(jω L1)
  C1    out   0    1 nF    y = jω C1
  RL    out   0    75 Ohm  y = 1/RL

Reciprocal: yes. The equations are symmetric, and an action exists.

Effective action: stationary in every v and i at the solution
  S = ½ vᵀ Y(jω) v - iᵀ v, and the currents of voltage sources; no conjugation

  S =   i(V1) (v(in) - V1)                                          V1
      + v(in,a)²/(2 Rs)                                             Rs
      + v(a,out)²/(2 jω L1)                                         L1
      + jω C1 v(out)²/2                                             C1
      + v(out)²/(2 RL)                                              RL

Local learning rules: the gradient of the cost is d/dβ of these, between phases
  ∂S/∂L1  = -v(a,out)²/(2 jω L1²)
  ∂S/∂C1  = jω v(out)²/2

No goals: the cost C of S + β C is not given.

G [S]
       in     a      out
  in   0.02   -0.02  0
  a    -0.02  0.02   0
  out  0      0      0.01333

C [F]
       in  a  out
  in   0   0  0
  a    0   0  0
  out  0   0  1e-9

Γ [1/H]
       in  a        out
  in   0   0        0
  a    0   500000   -500000
  out  0   -500000  500000

Not in these matrices, with unknowns of their own: V1
`);
  });

  it("measures voltages against the ground, whichever end of an element it is", async () => {
    const statement = await stateAction(circuitOf("I1 0 a ac 1\nR1 0 a 50\nG1 0 a 0 a 1m"));
    const text = formatAction(statement, "text");
    expect(text).toContain("S = - I1 v(a)");
    expect(text).toContain("+ v(a)²/(2 R1)");
    expect(text).toContain("+ G1 v(a)²/2");
    expect(text).toContain("i = -G1 v(a)");
  });

  it("keeps to 80 columns with ordinary names", async () => {
    for (const controlled of [false, true]) {
      const statement = await stateAction(circuitOf(randomNetwork(1, { controlled, nodes: 5 })));
      const long = formatAction(statement, "text")
        .split("\n")
        .filter((line) => [...line].length > 80);
      expect(long).toEqual([]);
    }
  });

  it("names the elements that break reciprocity and turns to the dyadic action", async () => {
    const statement = await stateAction(circuitOf(`${ladder}\nG1 out 0 a 0 1m`));
    const text = formatAction(statement, "text");
    expect(text).toContain("Reciprocal: no, because of G1\n");
    expect(text).toContain("+ G1 y(out) v(a)");
    expect(text).toContain("∂S/∂Rs  = -y(in,a) v(in,a)/Rs²");
  });

  it("writes coupled inductors with their currents, and roots", async () => {
    const statement = await stateAction(
      circuitOf("V1 a 0 ac 1\nL1 a 0 1m\nL2 b 0 4m\nK1 L1 L2 0.5\nR1 b 0 1k"),
    );
    const text = formatAction(statement, "text");
    expect(text).toContain("+ i(L1) v(a) - jω L1 i(L1)²/2");
    expect(text).toContain("- jω K1 √(L1 L2) i(L1) i(L2)");
    expect(text).toContain("∂S/∂L1  = -jω i(L1)²/2 - jω K1 √(L2/L1) i(L1) i(L2)/2");
    expect(formatAction(statement, "latex")).toContain(
      "-\\tfrac{1}{2} \\mathrm{j}\\omega i_{\\mathrm{L1}}^{2} - \\tfrac{1}{2} \\mathrm{j}\\omega k_{1} \\sqrt{\\frac{L_{2}}{L_{1}}} i_{\\mathrm{L1}} i_{\\mathrm{L2}}",
    );
  });

  it("writes LaTeX with balanced braces and environments, special characters escaped", async () => {
    const cards = "V1 n_1 0 ac 1\nRload% n_1 out 50\nC1 out 0 1n\nX1.R2 out 0 5";
    const circuit = circuitOf(cards.replace("X1.R2", "RX1.R2"));
    const latex = formatAction(await stateAction(circuit), "latex");
    const bare = latex.replace(/\\[{}%_]/g, "");
    expect(bare.split("{").length).toBe(bare.split("}").length);
    expect(latex.split("\\begin{").length).toBe(latex.split("\\end{").length);
    expect(latex).toContain("v_{\\mathrm{n\\_1,out}}^{2}");
    expect(latex).toContain("R_{\\mathrm{load\\%}}");
    expect(latex).toContain("\\frac{v_{\\mathrm{n\\_1,out}}^{2}}{2 R_{\\mathrm{load\\%}}}");
  });

  it("writes a document of plain data", async () => {
    const statement = await stateAction(circuitOf(ladder, { train: ["L1"] }));
    const document = JSON.parse(formatAction(statement, "json")) as ActionDocument;
    expect(document).toMatchObject({
      reciprocal: true,
      nonReciprocal: [],
      nodes: ["0", "in", "a", "out"],
      incidence: {
        branches: ["V1", "Rs", "L1", "C1", "RL"],
        rows: [
          [1, 1, 0, 0, 0],
          [0, -1, 1, 0, 0],
          [0, 0, -1, 1, 1],
        ],
      },
      rules: [{ parameter: "L1", derivative: { text: "-v(a,out)²/(2 jω L1²)" } }],
    });
    expect(document.elements[1]).toMatchObject({
      name: "Rs",
      value: 50,
      unit: "Ohm",
      law: "y = 1/Rs",
      nodes: ["in", "a"],
    });
    expect(document.matrices!.conductance[0]).toEqual([0.02, -0.02, 0]);
  });

  it("lists devices without a term, and blames what is not known to be reciprocal", async () => {
    const statement = await stateAction(circuitOf(`${ladder}\nQ1 out a qmod`));
    expect(formatAction(statement, "text")).toMatch(/Q1 +out a +\(not in the model\)/);
    expect(statement.nonReciprocal.map(({ name }) => name)).toEqual(["Q1"]);
  });
});
