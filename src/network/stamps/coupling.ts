import type { Coupling, PassiveElement } from "../../circuit/element.ts";
import type { ElementStamp } from "../element-stamp.ts";

/** v₁ - jωL₁ i₁ - jωM i₂ = 0 and the same with 1 and 2 exchanged; M = k √|L₁ L₂|, as ngspice has it. */
export const couplingStamp: ElementStamp<Coupling> = {
  currentIsUnknown: false,
  stamp({ inductors, value }, context, target) {
    const [first, second] = inductors;
    const inductance = (element: number) => {
      const inductor = context.elements[element] as PassiveElement;
      return context.valueOf(inductor.value) * inductor.factor;
    };
    const mutual = context.valueOf(value) * Math.sqrt(Math.abs(inductance(first) * inductance(second)));
    target.addReactive(context.branchRow(first), context.branchRow(second), -mutual);
    target.addReactive(context.branchRow(second), context.branchRow(first), -mutual);
  },
};
