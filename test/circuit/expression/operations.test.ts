import { describe, expect, it } from "vitest";
import { findFunction, functionNames, operations } from "../../../src/circuit/expression/operations.ts";
import { nativeMissing, runNative } from "../../engine/native-ngspice.ts";
import { circuitOfText, effectiveValue } from "../elaborate-text.ts";

const deckOf = (expression: string): string => `.param q={${expression}}\ni1 0 a {q}\nr1 a 0 1`;

function parameterValue(expression: string): number {
  const circuit = circuitOfText(`title\nR1 a 0 {${expression}}\nV1 a 0 1\n.op\n.end\n`);
  return effectiveValue(circuit, "R1", new Float64Array(0));
}

/** Expressions and their values; those that ngspice's `.param` does not know are marked. */
const cases: readonly { readonly expression: string; readonly value: number; readonly ours?: true }[] = [
  { expression: "1.5+2*3-8/4", value: 5.5 },
  { expression: "2-3-4", value: -5 },
  { expression: "8/4/2", value: 1 },
  { expression: "7%4", value: 3 },
  { expression: "3%-2", value: 1 },
  { expression: "-3%2", value: -1 },
  { expression: "2^3^2", value: 64 },
  { expression: "-2^2", value: -4 },
  { expression: "(-2)^3", value: 8 },
  { expression: "(-2)**2.5", value: 2 ** 2.5 },
  { expression: "pwr(-2,3)", value: 8 },
  { expression: "pow(-2,3)", value: -8 },
  { expression: "2^-1", value: 0.5 },
  { expression: "2*-3", value: -6 },
  { expression: "log(2)", value: Math.log(2) },
  { expression: "ln(2)", value: Math.log(2) },
  { expression: "log10(100)", value: 2 },
  { expression: "exp(1)+sqrt(4)+abs(-3)", value: Math.E + 5 },
  { expression: "sin(1)+cos(1)+tan(1)", value: Math.sin(1) + Math.cos(1) + Math.tan(1) },
  { expression: "asin(.5)+acos(.5)+atan(1)+arctan(1)", value: Math.PI },
  { expression: "sinh(1)+cosh(1)+tanh(1)", value: Math.sinh(1) + Math.cosh(1) + Math.tanh(1) },
  { expression: "asinh(1)+acosh(2)+atanh(.5)", value: Math.asinh(1) + Math.acosh(2) + Math.atanh(0.5) },
  { expression: "sgn(-3)+10*sgn(2)+sgn(0)", value: 9 },
  { expression: "int(-2.7)+10*floor(-2.5)+100*ceil(2.2)", value: 268 },
  { expression: "nint(2.5)+10*nint(3.5)+100*nint(-2.5)", value: -158 },
  { expression: "min(3,2)+10*max(3,2)", value: 32 },
  { expression: "sqr(3)", value: 9 },
  { expression: "1>2 ? 3 : 4", value: 4 },
  { expression: "1 ? 2 ? 3 : 4 : 5", value: 3 },
  { expression: "ternary_fcn(1>0,5,6)", value: 5 },
  { expression: "(1==1)+10*(1!=2)+100*(2<=1)+1000*(2>=1)+1e4*(1<2)", value: 11011 },
  { expression: "(1&&2)+10*(0||0)+100*(!3)+1000*(!0)", value: 1001 },
  { expression: "1k+1meg+1u", value: 1001000.000001 },
  { expression: "u(3)+10*u(-1)+uramp(4)+10*uramp(-4)", value: 5, ours: true },
  { expression: "pi+e", value: Math.PI + Math.E, ours: true },
];

describe("functions and operators", () => {
  it.each(cases)("$expression = $value", ({ expression, value }) => {
    expect(parameterValue(expression)).toBeCloseTo(value, 12);
  });

  it.skipIf(nativeMissing)("mean the same in ngspice", () => {
    const known = cases.filter(({ ours }) => ours !== true);
    const deck = known
      .map(({ expression }, k) => `.param q${k}={${expression}}\ni${k} 0 a${k} {q${k}}\nr${k} a${k} 0 1`)
      .join("\n");
    const vectors = runNative(deck, ".op");
    known.forEach(({ expression, value }, k) => {
      const found = vectors.get(`v(a${k})`)!.re[0]!;
      expect(Math.abs(found - value), expression).toBeLessThanOrEqual(1e-9 * Math.max(Math.abs(value), 1));
    });
  });

  it.skipIf(nativeMissing)(
    "takes temper for the circuit's temperature, as ngspice 45 does and 39 does not",
    () => {
      expect(parameterValue("temper")).toBe(27);
      expect(() => runNative(deckOf("temper"), ".op")).toThrow();
    },
  );

  it("takes the nominal value of random functions", () => {
    expect(parameterValue("agauss(7,1,3)+gauss(1,2,3)+aunif(1,2)+unif(1,2)+limit(1,2)")).toBe(11);
  });

  it("does not offer operators as functions", () => {
    expect(findFunction("negate")).toBeUndefined();
    expect(findFunction("+")).toBeUndefined();
    expect(findFunction("tostring")).toBeUndefined();
    expect(functionNames).toContain("sqrt");
  });
});

describe("partial derivatives", () => {
  const points: Readonly<Record<string, readonly (readonly [number, number, number])[]>> = {
    acosh: [[1.7, 0, 0]],
    asin: [[0.3, 0, 0]],
    acos: [[-0.4, 0, 0]],
    atanh: [[0.6, 0, 0]],
    pow: [
      [1.7, -1.3, 0],
      [2.2, 0, 0],
    ],
    "^": [
      [-1.7, 1.3, 0],
      [1.7, 0, 0],
      [0.4, -2, 0],
    ],
    pwr: [
      [-1.7, 2, 0],
      [1.7, 0.5, 0],
    ],
    "?:": [
      [1, 2, 3],
      [0, 2, 3],
    ],
    "%": [
      [7.3, 2.1, 0],
      [-7.3, 2.1, 0],
    ],
    ln: [[1.7, 0, 0]],
    log: [[1.7, 0, 0]],
    log10: [[1.7, 0, 0]],
    sqrt: [[1.7, 0, 0]],
  };
  const usual: readonly (readonly [number, number, number])[] = [
    [0.7, 1.3, 2.1],
    [-0.7, 1.3, 0.4],
    [1.9, -0.6, -0.2],
  ];

  for (const [name, operation] of Object.entries(operations)) {
    it(`of ${name} agree with central differences`, () => {
      const out = new Float64Array(3);
      for (const at of points[name] ?? usual) {
        operation.partials(...at, out);
        for (let k = 0; k < operation.arity; k++) {
          const h = 1e-5;
          const shifted = (by: number): number => {
            const moved = at.map((x, j) => (j === k ? x + by : x)) as [number, number, number];
            return operation.value(...moved);
          };
          if (name === "pow" && at[0] < 0) continue;
          const slope = (shifted(h) - shifted(-h)) / (2 * h);
          // Steps and the condition of a choice have no slope at a jump, and none of the points is one.
          if (name === "?:" && k === 0) continue;
          expect(out[k], `${name} at ${at} by argument ${k}`).toBeCloseTo(slope, 6);
        }
      }
    });
  }

  it("stay finite at the origin of a power", () => {
    const out = new Float64Array(3);
    operations["^"].partials(0, 2, 0, out);
    expect([...out.subarray(0, 2)]).toEqual([0, 0]);
  });
});
