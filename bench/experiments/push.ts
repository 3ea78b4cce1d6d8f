import type { Experiment } from "../experiment.ts";
import { trainSprings } from "../spring-training.ts";

/** A spring network from rest. */
export const experiment: Experiment = {
  title: "A spring network that is pushed once, from rest",
  order: 2.5,
  source: "M. Berneman and D. Hexner, arXiv:2506.20402, resting conditions.",
  setting: [
    "Masses of 0.2 kg with a drag of 2 N s/m in the plane, joined by springs of some 500 N/m, as many as there are degrees of freedom (`tellegen new springs --drive rest`): 12 masses and 24 springs, or 30 and 60. The leftmost mass is pushed sideways for one second; the rightmost one shall be displaced as it is in the same network with other springs (up to 3 times from the middle either way), at ten times within two seconds. The springs are trained.",
    "A mass is a capacitor, a spring an inductor, a direction a pair of controlled sources. Levenberg-Marquardt with the `adjoint` rule, the nudge reversed in time, at most 300 steps, from one start, in our own solver. Ends at a cost that is zero to rounding. The written netlist is then run by ngspice with its own time steps, whose error is the last column.",
  ],
  aim: "cost down by 1e4",
  published: "not stated in these terms",
  measure: (run) =>
    trainSprings(
      {
        drive: "rest",
        verification: "down by in ngspice's own steps, median",
        remark: (error) =>
          `The gradient at the start (first seed of each size) agrees with central finite differences to ${error}. Ten numbers are asked for: 60 springs have many ways to do it, 24 fewer, and some trainings of the small network crawl along a valley.`,
      },
      run,
    ),
};
