/** A card of other simulators that ngspice refuses. */
export interface ForeignCard {
  /** As messages call them. */
  readonly simulators: string;
  /** What to do about it, where there is something. */
  readonly advice?: string;
}

const step = "run it once for each value, or sweep a source, a resistor or the temperature with .dc";

const ltspice: ForeignCard = { simulators: "LTspice" };
const pspice: ForeignCard = { simulators: "PSpice" };
const hspice: ForeignCard = { simulators: "HSPICE" };
const xyce: ForeignCard = { simulators: "Xyce" };

/** Cards of LTspice, PSpice, HSPICE and Xyce by their names. ngspice takes none of them (`.global_param` it reads as `.global`). */
export const foreignCards: ReadonlyMap<string, ForeignCard> = new Map([
  [".step", { simulators: "LTspice, PSpice and Xyce", advice: step }],
  [".backanno", ltspice],
  [".machine", ltspice],
  [".net", ltspice],
  [".wave", ltspice],
  [".ferret", ltspice],
  [".loadbias", { simulators: "LTspice and PSpice", advice: "write .nodeset or .ic" }],
  [".savebias", { simulators: "LTspice and PSpice" }],
  [".mc", pspice],
  [".wcase", pspice],
  [".stimulus", { ...pspice, advice: "write the waveform on the source itself" }],
  [".vector", pspice],
  [".watch", pspice],
  [".distribution", pspice],
  [".alter", { ...hspice, advice: "what follows it is read as part of the same deck" }],
  [".del", hspice],
  [".connect", hspice],
  [".protect", hspice],
  [".unprotect", hspice],
  [".hdl", hspice],
  [".malias", hspice],
  [".store", hspice],
  [".biaschk", hspice],
  [".data", { simulators: "HSPICE and Xyce", advice: step }],
  [".enddata", { simulators: "HSPICE and Xyce" }],
  [".lin", { simulators: "HSPICE and Xyce", advice: "write @port and goals on s(2,1)" }],
  [".hb", xyce],
  [".preprocess", xyce],
  [".global_param", { ...xyce, advice: "write .param" }],
  [".sampling", xyce],
  [".embeddedsampling", xyce],
  [".pce", xyce],
  [".result", xyce],
  [".linsol", xyce],
]);
