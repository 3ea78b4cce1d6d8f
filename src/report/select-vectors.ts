import { nearestWord } from "../diagnostic/nearest-word.ts";
import type { Plot, PlotVariable } from "../engine/engine.ts";
import { analysisName } from "./simulation-json.ts";

/** The vectors that were asked for, or the sentence to say about the first one that does not exist. */
export type Selection =
  | { readonly ok: true; readonly plot: Plot }
  | { readonly ok: false; readonly error: string };

/**
 * A plot with its scale and the vectors of a list such as `v(out), v(a,b), i(V1)`. Names are compared without case and blanks;
 * `v(a,b)` is the difference of two vectors where there is no vector of that name.
 */
export function selectVectors(plot: Plot, list: string): Selection {
  // An operating point has no scale: all its vectors can be chosen from.
  const scale = analysisName(plot) === "op" ? [] : plot.variables.slice(0, 1);
  const vectors = plot.variables.slice(scale.length);
  const byName = new Map(vectors.map((vector) => [canonical(vector.name), vector]));
  const chosen: PlotVariable[] = [];
  for (const name of splitList(list)) {
    const vector = byName.get(canonical(name)) ?? difference(name, byName);
    if (vector === undefined) {
      const near = nearestWord(canonical(name), [...byName.keys()]);
      const advice =
        near === undefined
          ? `there are ${[...byName.keys()].slice(0, 12).join(", ")}`
          : `did you mean ${near}?`;
      return { ok: false, error: `there is no vector ${name}: ${advice}` };
    }
    chosen.push(vector);
  }
  return { ok: true, plot: { ...plot, variables: [...scale, ...chosen] } };
}

const canonical = (name: string): string => name.toLowerCase().replaceAll(/\s+/g, "");

/** At commas outside parentheses. */
function splitList(list: string): readonly string[] {
  return (list.match(/(?:[^,()]|\([^()]*\))+/g) ?? [])
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

function difference(name: string, vectors: ReadonlyMap<string, PlotVariable>): PlotVariable | undefined {
  const match = /^v\(([^,()]+),([^,()]+)\)$/.exec(canonical(name));
  if (match === null) return undefined;
  const [a, b] = [match[1]!, match[2]!].map((node) =>
    node === "0" || node === "gnd" ? null : vectors.get(`v(${node})`),
  );
  if (a === undefined || b === undefined || (a === null && b === null)) return undefined;
  const present = (a ?? b)!;
  const subtract = (x: Float64Array | undefined, y: Float64Array | undefined): Float64Array =>
    present.re.map((_, k) => (x?.[k] ?? 0) - (y?.[k] ?? 0));
  return {
    name: canonical(name),
    unit: present.unit,
    re: subtract(a?.re, b?.re),
    ...(present.im === undefined ? {} : { im: subtract(a?.im, b?.im) }),
  };
}
