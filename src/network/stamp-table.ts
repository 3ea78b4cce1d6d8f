import type { ElementOf, ElementStamp, LinearKind } from "./element-stamp.ts";
import { capacitorStamp } from "./stamps/capacitor.ts";
import { cccsStamp } from "./stamps/cccs.ts";
import { ccvsStamp } from "./stamps/ccvs.ts";
import { couplingStamp } from "./stamps/coupling.ts";
import { currentSourceStamp } from "./stamps/current-source.ts";
import { inductorStamp } from "./stamps/inductor.ts";
import { resistorStamp } from "./stamps/resistor.ts";
import { vccsStamp } from "./stamps/vccs.ts";
import { vcvsStamp } from "./stamps/vcvs.ts";
import { voltageSourceStamp } from "./stamps/voltage-source.ts";

/** The stamp of every linear element kind. A kind that is missing here does not compile. */
export const stampTable = {
  resistor: resistorStamp,
  capacitor: capacitorStamp,
  inductor: inductorStamp,
  coupling: couplingStamp,
  "voltage-source": voltageSourceStamp,
  "current-source": currentSourceStamp,
  vcvs: vcvsStamp,
  vccs: vccsStamp,
  cccs: cccsStamp,
  ccvs: ccvsStamp,
} as const satisfies { readonly [Kind in LinearKind]: ElementStamp<ElementOf<Kind>> };
