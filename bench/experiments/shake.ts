import type { Experiment } from "../experiment.ts";
import { trainSprings } from "../spring-training.ts";

/** A spring network under a periodic force. */
export const experiment: Experiment = {
  title: "A spring network that is shaken",
  order: 2,
  source: "M. Berneman and D. Hexner, arXiv:2506.20402, periodic conditions.",
  setting: [
    "The networks of the next section, 12 masses and 24 springs or 30 and 60 (`tellegen new springs --drive periodic`). A sinusoidal force shakes the leftmost mass sideways; the rightmost one shall answer at five frequencies from 0.5 to 4 Hz with the amplitudes and phases that it has in the same network with other springs (up to 3 times from the middle either way). The springs are trained.",
    "Levenberg-Marquardt with the `adjoint` rule in `.ac`, at most 300 steps, from one start, in our own solver. The written netlist is then run once more by ngspice.",
  ],
  aim: "cost down by 1e4",
  published: "not stated in these terms",
  measure: (run) =>
    trainSprings(
      {
        drive: "periodic",
        verification: "down by in ngspice, median",
        remark: (error) =>
          `The gradient at the start (first seed of each size) agrees with central finite differences to ${error}.`,
      },
      run,
    ),
};
