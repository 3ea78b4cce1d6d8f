import { type MessageDefinition, message } from "../message-table.ts";

/** What `@learn` can be told wrongly. */
export const trainingMessages = {
  "training/unknown-choice": message<{ key: string; found: string; allowed: string; nearest?: string }>({
    severity: "error",
    text: ({ key, found }) => `"${found}" is not a value of ${key}`,
    hint: ({ allowed, nearest }) =>
      nearest === undefined ? `one of ${allowed}` : `did you mean "${nearest}"? One of ${allowed}`,
    explanation: "An estimator or optimizer was named that does not exist.",
    example:
      "title\nV1 in 0 ac 1\nR1 in out 1k\nC1 out 0 1n\n.ac dec 10 1k 1meg\n* @train R1\n* @goal mag(v(out)) = 0.5 at 100k\n* @learn optimizer=newton\n.end\n",
  }),
  "training/bad-number": message<{ key: string; wanted: string; found: string }>({
    severity: "error",
    text: ({ key, wanted, found }) => `${key} takes ${wanted}, not "${found}"`,
    explanation: "A number of `@learn` is missing, negative or not whole where it has to be.",
    example:
      "title\nV1 in 0 ac 1\nR1 in out 1k\nC1 out 0 1n\n.ac dec 10 1k 1meg\n* @train R1\n* @goal mag(v(out)) = 0.5 at 100k\n* @learn steps=-3\n.end\n",
  }),
  "training/patience-without-validation": message({
    severity: "warning",
    text: () => "patience has no effect: no samples are kept aside to validate on",
    hint: () => "add validate=0.1 to @data",
    explanation:
      "`patience` ends a training after so many epochs without a lower cost on the validation samples, which `validate` of `@data` keeps aside.",
    example:
      'title\nV1 in 0 1\nR1 in a 1k\nR2 a 0 1k\n.op\n* @data "samples.csv" V1=x\n* @train R1\n* @goal v(a) = data(y)\n* @learn patience=5\n.end\n',
  }),
  "training/batch-without-data": message<{ key: string }>({
    severity: "warning",
    text: ({ key }) => `${key} has no effect: there are no samples to take batches from`,
    explanation:
      "`batch` chooses how many samples of a data set make one step. Without `@data` there are none.",
    example:
      "title\nV1 in 0 ac 1\nR1 in out 1k\nC1 out 0 1n\n.ac dec 10 1k 1meg\n* @train R1\n* @goal mag(v(out)) = 0.5 at 100k\n* @learn batch=10\n.end\n",
  }),
} as const satisfies Record<string, MessageDefinition<never>>;
