import type { CommandOutcome } from "./command-outcome.ts";
import type { Io } from "./io.ts";

/** What a command is given to work with. */
export interface CommandContext {
  readonly io: Io;
  /** Called once, with how the command ended. */
  readonly finish: (outcome: CommandOutcome) => void;
}
