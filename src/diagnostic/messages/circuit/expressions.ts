import { type MessageDefinition, message } from "../../message-table.ts";
import { didYouMean } from "../did-you-mean.ts";
import { typographic } from "../typographic.ts";

/** Parameters and functions in expressions, and what they evaluate to. */
export const expressionMessages = {
  "circuit/undefined-parameter": message({
    severity: "error",
    text: ({ name }: { name: string; nearest?: string | undefined }) => `there is no parameter ${name}`,
    hint: ({ name, nearest }) => typographic(name) ?? didYouMean({ nearest }),
    explanation: "An expression names a parameter that no `.param`, subcircuit or X card defines.",
    example: "title\n.param rload=1k\nV1 a 0 1\nR1 a 0 {rlaod}\n.op\n.end\n",
  }),
  "circuit/parameter-cycle": message({
    severity: "error",
    text: ({ cycle }: { cycle: readonly string[] }) =>
      `this parameter depends on itself: ${cycle.join(" -> ")}`,
    explanation: "Parameters may refer to each other in any order, but not in a circle.",
    example: "title\n.param a={2*b} b={a+1}\nV1 a 0 1\nR1 a 0 {a}\n.op\n.end\n",
  }),
  "circuit/parameter-chain-too-long": message({
    severity: "error",
    text: ({ limit }: { limit: number }) => `more than ${limit} parameters depend on each other in a chain`,
    explanation: "Chains of parameters are followed to the same length as in ngspice.",
    example:
      "title\n.param p0=1\n.param p1={p0}\n* … and so on …\n.param p2000={p1999}\nV1 a 0 1\nR1 a 0 {p2000}\n.op\n.end\n",
  }),
  "circuit/too-many-calls": message({
    severity: "error",
    text: ({ limit }: { limit: number }) =>
      `a call of this function stands for more than ${limit} calls, counting those that functions call`,
    explanation:
      "A call is replaced by the function's body. Functions that call one another twice double the expression at each level, and a simulator that does the same runs out of memory.",
    example: `title\n.func f0(x)={x}\n${Array.from({ length: 20 }, (_, k) => `.func f${k + 1}(x)={f${k}(x)+f${k}(x)}`).join("\n")}\nV1 a 0 1\nR1 a 0 {f20(1)}\n.op\n.end\n`,
  }),
  "circuit/function-of-another-simulator": message({
    severity: "error",
    text: ({ name, simulators }: { name: string; simulators: string; instead?: string }) =>
      `${name}() is a function of ${simulators} that ngspice does not have`,
    hint: ({ instead }) => (instead === undefined ? undefined : `write ${instead}`),
    explanation:
      "Other simulators have functions in their expressions that ngspice refuses; some of them it knows in parameters, but not in behavioural sources.",
    example: "title\nV1 a 0 1\nB1 b 0 v={if(v(a)>1,1,0)}\nR1 b 0 1k\n.op\n.end\n",
  }),
  "circuit/unknown-function": message({
    severity: "error",
    text: ({ name }: { name: string; nearest?: string | undefined }) => `there is no function ${name}`,
    hint: didYouMean,
    explanation: "An expression calls a function that is neither built in nor defined by `.func`.",
    example: "title\nV1 a 0 1\nR1 a 0 {sqroot(4)}\n.op\n.end\n",
  }),
  "circuit/argument-count": message({
    severity: "error",
    text: ({ name, expected, found }: { name: string; expected: number; found: number }) =>
      `${name}() takes ${expected} ${expected === 1 ? "argument" : "arguments"}, but ${found} ${found === 1 ? "is" : "are"} given`,
    explanation: "A function was called with too few or too many arguments.",
    example: "title\nV1 a 0 1\nR1 a 0 {max(1)}\n.op\n.end\n",
  }),
  "circuit/recursive-function": message({
    severity: "error",
    text: ({ name }: { name: string }) => `${name}() calls itself`,
    explanation: "Functions are put in place of their calls, so a function that calls itself has no end.",
    example: "title\n.func f(x)={f(x)+1}\nV1 a 0 1\nR1 a 0 {f(1)}\n.op\n.end\n",
  }),
  "circuit/random-function": message({
    severity: "warning",
    text: ({ name }: { name: string }) =>
      `${name}() draws a random number in ngspice; its nominal value is used here`,
    explanation:
      "A training needs the same circuit at every step, so random functions stand for their first argument.",
    example: "title\nV1 a 0 1\nR1 a 0 {agauss(1k,10,1)}\n.op\n.end\n",
  }),
  "circuit/not-in-ngspice": message({
    severity: "warning",
    text: ({ name }: { name: string; value: number | undefined }) =>
      `${name} is used with its usual meaning, but ngspice does not know it here`,
    hint: ({ name, value }) => (value === undefined ? undefined : `define it: .param ${name}=${value}`),
    explanation:
      "ngspice knows the constants pi and e, and u() and uramp(), in behavioural sources only, and boltz, c, echarge, kelvin and planck in its command language only. Here they have the same values everywhere.",
    example: "title\nV1 a 0 1\nR1 a 0 {2*pi}\n.op\n.end\n",
  }),
  "circuit/not-a-number": message({
    severity: "error",
    text: ({ text }: { text: string }) => `"${text}" is a text, but a number is needed here`,
    explanation: "A quoted text stands where a value is needed.",
    example: 'title\n.param r={table("a.csv")+"b"}\nV1 a 0 1\nR1 a 0 {r}\n.op\n.end\n',
  }),
  "circuit/probe-in-parameter": message({
    severity: "error",
    text: ({ function: name }: { function: string }) =>
      `${name}() has no value here: a parameter cannot depend on the solution`,
    hint: () => "use a behavioural element: B1 a b v={…}",
    explanation: "Parameters are evaluated before the circuit is solved.",
    example: "title\n.param r={v(a)*2}\nV1 a 0 1\nR1 a 0 {r}\n.op\n.end\n",
  }),
  "circuit/not-finite": message({
    severity: "error",
    text: () => "this has no finite value",
    explanation: "A division by zero, a logarithm of zero, a root of a negative number or an overflow.",
    example: "title\n.param z=0\nV1 a 0 1\nR1 a 0 {1/z}\n.op\n.end\n",
  }),
} as const satisfies Record<`circuit/${string}`, MessageDefinition<never>>;
