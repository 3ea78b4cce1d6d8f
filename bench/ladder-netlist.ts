/** One element of a generated circuit that may be trained. */
export interface NetlistElement {
  readonly name: string;
  readonly nodes: readonly [string, string];
  readonly value: number;
}

/** A generated circuit: 1 V source, elements, one AC card and the magnitude wanted at `out`. */
export interface LadderNetlist {
  readonly elements: readonly NetlistElement[];
  readonly analysis: string;
  readonly goal: string;
}

/**
 * A doubly terminated 50 ohm line of sections with a series inductor and a shunt capacitor, 2 sections + 2 parameters: a lumped line with
 * its cutoff at 64 MHz, a few per cent off in each value so that no gradient vanishes.
 */
export function lineLadder(parameters: number, points: number): LadderNetlist {
  const sections = (parameters - 2) / 2;
  const wiggle = (k: number) => 1 + 0.05 * Math.sin(1 + 2.7 * k);
  const node = (k: number) => (k === sections ? "out" : `n${k}`);
  const branches = Array.from({ length: sections }, (_, k): NetlistElement[] => [
    { name: `L${k + 1}`, nodes: [node(k), node(k + 1)], value: 250e-9 * wiggle(2 * k) },
    { name: `C${k + 1}`, nodes: [node(k + 1), "0"], value: 100e-12 * wiggle(2 * k + 1) },
  ]);
  return {
    elements: [
      { name: "Rs", nodes: ["src", node(0)], value: 50 },
      ...branches.flat(),
      { name: "Rl", nodes: ["out", "0"], value: 50 },
    ],
    analysis: `.ac lin ${points} 100k 50meg`,
    goal: "mag(v(out)) = 0.45",
  };
}

/** The low-pass task: pi C1 L1 C2 between 50 ohms, started three times off, 401 frequencies. */
export function lowPassTask(values: readonly number[] = [9.5e-9, 5.3e-6, 1.06e-9]): LadderNetlist {
  return {
    elements: [
      { name: "Rs", nodes: ["src", "in"], value: 50 },
      { name: "C1", nodes: ["in", "0"], value: values[0]! },
      { name: "L1", nodes: ["in", "out"], value: values[1]! },
      { name: "C2", nodes: ["out", "0"], value: values[2]! },
      { name: "Rl", nodes: ["out", "0"], value: 50 },
    ],
    analysis: ".ac dec 100 10k 100meg",
    goal: "mag(v(out)) = 0.5/sqrt(1+(f/1meg)^6)",
  };
}

/** A 7th-order 50 ohm Butterworth ladder, 1 MHz, with every value multiplied by its factor; 61 frequencies in dB. */
export function seventhOrderLadder(factors: readonly number[]): LadderNetlist {
  const cutoff = 2 * Math.PI * 1e6;
  const node = (k: number) => (k >= 6 ? "out" : `n${k >> 1}`);
  const elements = factors.map((factor, k): NetlistElement => {
    const prototype = 2 * Math.sin(((2 * k + 1) * Math.PI) / 14);
    return k % 2 === 0
      ? { name: `C${k + 1}`, nodes: [node(k), "0"], value: (factor * prototype) / (50 * cutoff) }
      : { name: `L${k + 1}`, nodes: [node(k - 1), node(k + 1)], value: (factor * prototype * 50) / cutoff };
  });
  return {
    elements: [
      { name: "Rs", nodes: ["src", "n0"], value: 50 },
      ...elements,
      { name: "Rl", nodes: ["out", "0"], value: 50 },
    ],
    analysis: ".ac dec 30 100k 10meg",
    goal: "vdb(out) = 20*log10(0.5/sqrt(1+(f/1meg)^14))",
  };
}

/** The cards of the circuit without annotations; `values` replace those of the elements. */
export function writeCards({ elements }: LadderNetlist, values?: readonly number[]): string {
  const cards = elements.map(
    ({ name, nodes, value }, n) => `${name} ${nodes.join(" ")} ${values?.[n] ?? value}`,
  );
  return ["generated for a measurement", "V1 src 0 dc 0 ac 1", ...cards].join("\n");
}

/** An annotated netlist that trains the named elements. */
export function writeAnnotated(ladder: LadderNetlist, selectors: string, learn = ""): string {
  const directives = [
    `* @train ${selectors}`,
    `* @goal ${ladder.goal}`,
    ...(learn === "" ? [] : [`* @learn ${learn}`]),
  ];
  return [writeCards(ladder), ladder.analysis, ...directives, ".end", ""].join("\n");
}

/** A plain deck for native ngspice that saves the output voltage. */
export function writeDeck(ladder: LadderNetlist, values?: readonly number[]): string {
  return [writeCards(ladder, values), ".save v(out)", ladder.analysis, ".end", ""].join("\n");
}
