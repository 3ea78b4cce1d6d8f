import type { MessageDefinition } from "../message-table.ts";
import { goalAnalysisMessages } from "./goal/analyses.ts";
import { goalDataMessages } from "./goal/data.ts";
import { goalExpressionMessages } from "./goal/expressions.ts";
import { goalNameMessages } from "./goal/names.ts";
import { goalRangeMessages } from "./goal/ranges.ts";
import { goalTableMessages } from "./goal/tables.ts";
import { goalValueMessages } from "./goal/values.ts";

/** Messages of goals and data. */
export const goalMessages = {
  ...goalAnalysisMessages,
  ...goalNameMessages,
  ...goalValueMessages,
  ...goalExpressionMessages,
  ...goalRangeMessages,
  ...goalTableMessages,
  ...goalDataMessages,
} as const satisfies Record<`goal/${string}`, MessageDefinition<never>>;
