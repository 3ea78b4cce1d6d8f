import type { Experiment } from "../experiment.ts";
import { trainSprings } from "../spring-trainings.ts";

/** A spring network that is shaken. */
export const experiment: Experiment = {
  title: "A spring network that is shaken at five frequencies",
  order: 2,
  source: "M. Berneman and D. Hexner, arXiv:2506.20402, periodic conditions.",
  setting: [
    "Masses of 0.2 kg with a drag of 2 N s/m in the plane, joined by springs of some 500 N/m, as many as there are degrees of freedom (`tellegen new springs`): 12 masses and 24 springs, or 30 and 60. The leftmost mass is shaken sideways; the velocity of the rightmost one shall have given amplitudes and phases at five frequencies from 0.5 to 4 Hz, ten numbers, which are those of the same network with other springs (up to 3 times from the middle either way). A tenth of an amplitude weighs as much as 6 degrees. The springs are trained.",
    "A mass is a capacitor, a spring an inductor, a direction a pair of controlled sources. Levenberg-Marquardt with the `adjoint` rule, at most 300 steps, from one start, in our own solver. Ends at a cost that is zero to rounding. The written netlist is then run by ngspice, which is the last column.",
  ],
  aim: "cost down by 1e4",
  published: "not stated in these terms",
  measure: (run) =>
    trainSprings(
      {
        drive: "periodic",
        steps: 300,
        runs: "sweeps, median",
        verified: "down by in ngspice, median",
        remark: (gradientError) =>
          `The gradient at the start (first seed of each size) agrees with central finite differences to ${gradientError}.`,
      },
      run,
    ),
};
