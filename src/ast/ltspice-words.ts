const inSeries = "in series with it";
const parallel = "in parallel with it";

/** Words that LTspice has on elements and ngspice refuses, in lower case, with what to do instead. */
const instead: ReadonlyMap<string, string> = new Map([
  ["load", "a B source can draw a current that falls with its voltage"],
  ["noiseless", "leave it out, or write noisy=0 on a resistor"],
  ["rser", `write a resistor ${inSeries}`],
  ["lser", `write an inductor ${inSeries}`],
  ["rpar", `write a resistor ${parallel}`],
  ["cpar", `write a capacitor ${parallel}`],
]);

/** The hint to a word of LTspice's; undefined for any other. */
export function ltspiceHint(word: string): string | undefined {
  const advice = instead.get(word.toLowerCase());
  return advice === undefined ? undefined : `it is one of LTspice's: ${advice}`;
}
