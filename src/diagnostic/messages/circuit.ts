import type { MessageDefinition } from "../message-table.ts";
import { analysisCardMessages } from "./circuit/analyses.ts";
import { couplingMessages } from "./circuit/coupling.ts";
import { deckMessages } from "./circuit/deck.ts";
import { definitionMessages } from "./circuit/definitions.ts";
import { deviceMessages } from "./circuit/devices.ts";
import { expressionMessages } from "./circuit/expressions.ts";
import { includeMessages } from "./circuit/includes.ts";
import { portMessages } from "./circuit/ports.ts";
import { pspiceMessages } from "./circuit/pspice.ts";
import { topologyMessages } from "./circuit/topology.ts";
import { trainableMessages } from "./circuit/trainables.ts";
import { valueMessages } from "./circuit/values.ts";

/** Messages of elaboration: names, values and topology of the circuit. */
export const circuitMessages = {
  ...includeMessages,
  ...definitionMessages,
  ...expressionMessages,
  ...valueMessages,
  ...couplingMessages,
  ...deviceMessages,
  ...analysisCardMessages,
  ...pspiceMessages,
  ...portMessages,
  ...trainableMessages,
  ...topologyMessages,
  ...deckMessages,
} as const satisfies Record<`circuit/${string}`, MessageDefinition<never>>;
