import type { Assignment, Value } from "../../ast/value.ts";
import { operations } from "../expression/operations.ts";
import type { TapeNode } from "../expression/tape.ts";
import type { FlatCard } from "../flattening/instance.ts";
import type { FoundModel } from "../model-table.ts";
import type { BuildContext } from "./element-builder.ts";

/**
 * How R, C and L change with temperature, as in ngspice: 1 + tc1 ΔT + tc2 ΔT², or 1.01^(tce ΔT) where `tce` is given. ΔT is the
 * element's temperature (`temp`, or the circuit's plus `dtemp`) above the model's `tnom`. Coefficients of the card take precedence
 * over the model's.
 */
export function temperatureFactor(
  flat: FlatCard,
  model: FoundModel | undefined,
  context: BuildContext,
): TapeNode {
  const { tape } = context.evaluator;
  if (model === undefined && flat.card.parameters.length === 0) return tape.constant(1);
  const coefficients = flat.card.parameters.find(({ name }) => name.key === "tc");
  const onCard = (key: string): Value | undefined =>
    given(flat.card.parameters, key) ??
    (key === "tc1" ? coefficients?.value : key === "tc2" ? coefficients?.more[0] : undefined);
  const node = (key: string, ...modelKeys: readonly string[]): TapeNode | undefined => {
    const own = onCard(key);
    if (own !== undefined) return context.evaluator.node(own, flat.instance.scope);
    if (model === undefined) return undefined;
    for (const modelKey of modelKeys) {
      const value = given(model.command.parameters, modelKey);
      if (value !== undefined) return context.evaluator.node(value, model.instance.scope);
    }
    return undefined;
  };
  const first = node("tc1", "tc1", "tc1r");
  const second = node("tc2", "tc2", "tc2r");
  const exponential = node("tce", "tce");
  if (first === undefined && second === undefined && exponential === undefined) return tape.constant(1);

  const apply = (operation: keyof typeof operations, ...operands: readonly TapeNode[]): TapeNode =>
    tape.apply(operations[operation], operands, flat.card.span);
  const own = node("temp");
  const shift = node("dtemp");
  const circuit = tape.constant(context.temperature);
  const temperature = own ?? (shift === undefined ? circuit : apply("+", circuit, shift));
  const nominal = (model && node("", "tnom")) ?? tape.constant(context.nominalTemperature);
  const rise = apply("-", temperature, nominal);
  if (exponential !== undefined) return apply("^", tape.constant(1.01), apply("*", exponential, rise));
  let factor = tape.constant(1);
  if (first !== undefined) factor = apply("+", factor, apply("*", first, rise));
  if (second !== undefined) factor = apply("+", factor, apply("*", second, apply("*", rise, rise)));
  return factor;
}

function given(parameters: readonly Assignment[], key: string): Value | undefined {
  return parameters.find(({ name }) => name.key === key)?.value;
}
