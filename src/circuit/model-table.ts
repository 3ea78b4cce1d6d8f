import type { ModelCommand } from "../ast/netlist.ts";
import type { Value } from "../ast/value.ts";
import type { Collector } from "../diagnostic/collector.ts";
import { spanText } from "../source/source-text.ts";
import type { CircuitModel } from "./circuit.ts";
import type { DeckTemplate, Slot } from "./element.ts";
import type { Evaluator } from "./expression/evaluator.ts";
import type { TapeNode } from "./expression/tape.ts";
import { findModel, type Instance } from "./flattening/instance.ts";
import { checkModel } from "./models/check-model.ts";
import { assignedPieces, valuePieces } from "./template/value-pieces.ts";

/** A `.model` card in the instance whose parameters it sees. */
export interface FoundModel {
  readonly command: ModelCommand;
  readonly instance: Instance;
}

/** The models that devices use, each once for every instance whose parameters its card may name. */
export interface ModelTable {
  readonly models: readonly CircuitModel[];
  /** The model card that a name means inside an instance. What is wrong with it is reported when it is first found. */
  find(key: string, instance: Instance): FoundModel | undefined;
  /** The index of a model in generated decks; the first call writes its card. */
  use(found: FoundModel): number;
}

interface ModelTableOptions {
  readonly evaluator: Evaluator;
  readonly collector: Collector;
  readonly complete: boolean;
  slot(node: TapeNode): Slot;
}

/** Start a table without models. */
export function createModelTable(options: ModelTableOptions): ModelTable {
  const models: CircuitModel[] = [];
  const indices = new Map<Instance, Map<string, number>>();
  const checked = new Set<ModelCommand>();
  return {
    models,
    find(key, instance) {
      const found = findModel(instance, key);
      if (found === undefined) return undefined;
      // Like ngspice, which reads the models that are used: a library may hold hundreds of others.
      if (!checked.has(found.model)) {
        checked.add(found.model);
        checkModel(found.model, found.instance, options);
      }
      return { command: found.model, instance: found.instance };
    },
    use({ command, instance }) {
      const ofInstance = indices.get(instance) ?? new Map<string, number>();
      indices.set(instance, ofInstance);
      const known = ofInstance.get(command.name.key);
      if (known !== undefined) return known;
      const card = modelCard(command, instance, options);
      const index = models.push({ name: command.name.text, card, span: command.span }) - 1;
      ofInstance.set(command.name.key, index);
      return index;
    },
  };
}

/** Models whose cards are lists of lines with a grammar of their own (CIDER): the embedded simulator was built without them. */
export const numericalModels: ReadonlySet<string> = new Set(["numd", "numd2", "nbjt", "nbjt2", "numos"]);

/** Types of models whose parameters are numbers; XSPICE's take texts and truth values too. */
const spiceModels: ReadonlySet<string> = new Set(
  "r res c l sw csw urc ltra txl d npn pnp njf pjf nmf pmf nhfet phfet nmos pmos".split(" "),
);

/** `type flag name=value …` in the order of the card, with expressions and parameters as slots. */
function modelCard(
  { type, extra, parameters }: ModelCommand,
  instance: Instance,
  options: ModelTableOptions,
): DeckTemplate {
  const isNumerical = numericalModels.has(type.key);
  const pieces = (value: Value): DeckTemplate =>
    isNumerical ? [spanText(value.span)] : valuePieces(value, instance.scope, options);
  const assigned = (value: Value): DeckTemplate =>
    spiceModels.has(type.key) ? assignedPieces(value, instance.scope, options) : pieces(value);
  const parts = [
    ...extra.map((value) => ({ start: value.span.start, card: pieces(value) })),
    ...parameters.map(({ name, value, more, span }) => ({
      start: span.start,
      card: [`${name.text}=`, ...assigned(value), ...more.flatMap((further) => [",", ...pieces(further)])],
    })),
  ].sort((a, b) => a.start - b.start);
  return [type.text, ...parts.flatMap(({ card }) => [" ", ...card])];
}
