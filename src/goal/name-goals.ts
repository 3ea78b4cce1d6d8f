import type { GoalDirective } from "../ast/directive.ts";
import type { Collector } from "../diagnostic/collector.ts";

/** A goal with the name that verdicts use. */
export interface NamedGoal {
  readonly directive: GoalDirective;
  readonly name: string;
}

/** Name goals as written, or `goal 1`, `goal 2`, … where the count includes all goals of the netlist. A name used twice is warned of. */
export function nameGoals(directives: readonly GoalDirective[], collector: Collector): readonly NamedGoal[] {
  const named = directives.map((directive, index) => ({
    directive,
    name: directive.name?.text ?? `goal ${index + 1}`,
  }));
  const first = new Map<string, GoalDirective>();
  for (const { directive, name } of named) {
    const known = first.get(name.toLowerCase());
    first.set(name.toLowerCase(), known ?? directive);
    if (known === undefined || directive.name === undefined) continue;
    const related = [{ message: "first used here", span: (known.name ?? known).span }];
    collector.report("goal/repeated-name", directive.name.span, { name }, { related });
  }
  return named;
}
