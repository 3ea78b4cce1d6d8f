import { fail, type Outcome, succeed } from "../numeric/outcome.ts";
import { draftDisordered } from "./disordered-network.ts";
import { draftLadder } from "./ladder-network.ts";
import { draftLattice } from "./lattice-network.ts";
import { draftLayered } from "./layered-network.ts";
import type { SampleColumns } from "./layered-task.ts";
import { formatDraft, type NetlistDraft } from "./netlist-draft.ts";
import { refuseRequest } from "./refuse-request.ts";
import { draftSprings } from "./spring-network.ts";
import { type Topology, type TopologyRequest, topologyOptions } from "./topology-options.ts";

const drafts: { readonly [Name in Topology]: (request: TopologyRequest<Name>) => NetlistDraft } = {
  layered: draftLayered,
  disordered: draftDisordered,
  ladder: draftLadder,
  lattice: draftLattice,
  springs: draftSprings,
};

/**
 * Write an annotated netlist of a kind of network with drawn values, ready to be trained. What `options` leaves out has its default; the same
 * options and seed give the same bytes. Fails with `unsupported` and a sentence where the options make no network.
 *
 *     const ladder = generateNetlist("ladder", { order: 7, seed: 2 });
 */
export function generateNetlist<Name extends Topology>(
  topology: Name,
  options: Partial<TopologyRequest<Name>> = {},
): Outcome<string> {
  const defaults = Object.fromEntries(
    Object.entries(topologyOptions[topology]).map(([key, option]) => [key, option.default]),
  );
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const request = fitLayers({ ...defaults, ...given }, given) as TopologyRequest<Name>;
  const refused = refuseRequest(topology, request);
  if (refused !== undefined) return fail("unsupported", refused);
  const draft = drafts[topology](request);
  const words = Object.entries(request).flatMap(([key, value]) => writeOption(key, value));
  const origin = `Written by: tellegen new ${topology} ${words.join(" ")}`;
  return succeed(formatDraft({ ...draft, about: [...draft.about, origin] }));
}

/** Layers that were not asked for have as many inputs and outputs as the samples. */
function fitLayers(request: object, asked: object): object {
  if (!("samples" in request) || "layers" in asked) return request;
  const { inputs, classes } = request.samples as SampleColumns;
  return { ...request, layers: [inputs.length, 10, classes.length] };
}

/** An option as the command line takes it. */
function writeOption(key: string, value: unknown): readonly string[] {
  if (key !== "samples") return [`--${key} ${Array.isArray(value) ? value.join("-") : value}`];
  const { file, label } = value as SampleColumns;
  return [`--data ${quoted(file)} --label ${quoted(label)}`];
}

function quoted(word: string): string {
  return /\s/.test(word) ? `"${word}"` : word;
}
