import type { FlatCard, Instance } from "../circuit/flattening/instance.ts";

/**
 * The name of an element in a flat deck, as ngspice itself makes it: `R1` of `X1` is `R.X1.R1`, so that its first letter still says what
 * it is.
 */
export function flatElementName({ card, instance }: FlatCard): string {
  const { text } = card.name;
  return instance.path === "" ? text : `${text[0]}.${instance.path}.${text}`;
}

/** The name of a model of a subcircuit in a flat deck. */
export function flatModelName(model: string, { path }: Instance): string {
  return path === "" ? model : `${model}_${path.replaceAll(".", "_")}`;
}
