import { type MessageDefinition, message } from "../message-table.ts";

const didYouMean = ({ nearest }: { nearest?: string | undefined }): string | undefined =>
  nearest === undefined ? undefined : `did you mean ${nearest}?`;

const listed = (names: readonly string[]): string => names.join(", ");

/** Messages of elaboration: names, values and topology of the circuit. */
export const circuitMessages = {
  "circuit/missing-include": message({
    severity: "error",
    text: ({ file, reason }: { file: string; reason: string }) => `cannot read "${file}": ${reason}`,
    hint: () => "the path is taken from the folder of the file that names it",
    explanation: "A file that `.include` or `.lib` names could not be read.",
    example: "title\n.include nowhere.inc\nV1 a 0 1\nR1 a 0 1k\n.op\n.end\n",
  }),
  "circuit/forbidden-include": message({
    severity: "error",
    text: ({ file, reason }: { file: string; reason: string }) => `"${file}" is not read: ${reason}`,
    hint: () => "allow its folder with -I <folder>",
    explanation: "Only files in the netlist's own folder and in folders given by `-I` are read.",
    example: "title\n.include /etc/passwd\nV1 a 0 1\nR1 a 0 1k\n.op\n.end\n",
  }),
  "circuit/include-not-read": message({
    severity: "warning",
    text: ({ file, reason }: { file: string; reason: string }) =>
      `"${file}" is not read, so what it defines is unknown: ${reason}`,
    hint: () => "allow its folder with -I <folder>",
    explanation:
      "While checking, a file that may not be read is only warned of. Running the netlist needs it.",
    example: "title\n.include /etc/passwd\nV1 a 0 1\nR1 a 0 1k\n.op\n.end\n",
  }),
  "circuit/include-cycle": message({
    severity: "error",
    text: ({ path }: { path: readonly string[] }) => `this file includes itself: ${path.join(" -> ")}`,
    explanation: "Files that include each other in a circle, or more than 40 levels deep, are refused.",
    example: "title\n.include self.inc\nV1 a 0 1\nR1 a 0 1k\n.op\n.end\n",
  }),
  "circuit/missing-section": message({
    severity: "error",
    text: ({ section, file }: { section: string; file: string; nearest?: string | undefined }) =>
      `${file} has no section "${section}"`,
    hint: didYouMean,
    explanation: "`.lib file section` reads the part of a file between `.lib section` and `.endl`.",
    example: "title\n.lib parts.lib fast\nV1 a 0 1\nR1 a 0 1k\n.op\n.end\n",
  }),
  "circuit/parameter-redefined": message({
    severity: "warning",
    text: ({ name }: { name: string }) => `parameter ${name} is defined again; the last definition is used`,
    explanation: "As in ngspice, the last of several definitions of one parameter is in force.",
    example: "title\n.param r=1k\n.param r=2k\nV1 a 0 1\nR1 a 0 {r}\n.op\n.end\n",
  }),
  "circuit/redefined": message({
    severity: "warning",
    text: ({ card, name }: { card: string; name: string }) =>
      `${card} ${name} is defined again; the first definition is used`,
    explanation: "As in ngspice, the first of several models or subcircuits of one name is used.",
    example:
      "title\n.subckt s a b\nR1 a b 1k\n.ends\n.subckt s a b\nR1 a b 2k\n.ends\nV1 a 0 1\nX1 a 0 s\n.op\n.end\n",
  }),
  "circuit/duplicate-element": message({
    severity: "error",
    text: ({ name }: { name: string }) => `there are two elements named ${name}`,
    explanation: "The name of an element (without regard to case) may be used once in a deck or subcircuit.",
    example: "title\nV1 a 0 1\nR1 a b 1k\nr1 b 0 1k\n.op\n.end\n",
  }),
  "circuit/unknown-subcircuit": message({
    severity: "error",
    text: ({ name }: { name: string; nearest?: string | undefined }) => `there is no .subckt ${name}`,
    hint: didYouMean,
    explanation: "An X card names a subcircuit that is defined nowhere in the deck or its includes.",
    example: "title\n.subckt section a b\nR1 a b 1k\n.ends\nV1 a 0 1\nX1 a 0 sektion\n.op\n.end\n",
  }),
  "circuit/recursive-subcircuit": message({
    severity: "error",
    text: ({ path }: { path: readonly string[] }) => `this subcircuit contains itself: ${path.join(" -> ")}`,
    explanation: "A subcircuit that uses itself, directly or through others, has no end.",
    example: "title\n.subckt s a b\nX1 a b s\n.ends\nV1 a 0 1\nX1 a 0 s\n.op\n.end\n",
  }),
  "circuit/port-count": message({
    severity: "error",
    text: ({ name, expected, found }: { name: string; expected: number; found: number }) =>
      `subcircuit ${name} has ${expected} ${expected === 1 ? "port" : "ports"}, but ${found} ${found === 1 ? "node is" : "nodes are"} given`,
    explanation: "An X card gives one node for each port of its subcircuit.",
    example: "title\n.subckt s a b\nR1 a b 1k\n.ends\nV1 a 0 1\nX1 a s\n.op\n.end\n",
  }),
  "circuit/repeated-port": message({
    severity: "warning",
    text: ({ subcircuit }: { subcircuit: string }) =>
      `two ports of ${subcircuit} have one name; the first is used`,
    explanation:
      "As in ngspice, the node of the first counts inside; that of the second is connected to nothing.",
    example: "title\n.subckt s a a\nR1 a 0 1k\n.ends\nV1 n 0 1\nR1 m n 1k\nX1 n m s\n.op\n.end\n",
  }),
  "circuit/too-large": message({
    severity: "error",
    text: ({ elements, levels }: { elements: number; levels: number }) =>
      `the circuit has more than ${elements} elements after flattening, or more than ${levels} levels`,
    explanation: "Subcircuits inside subcircuits multiply; a circuit of this size cannot be treated.",
    example:
      "title\n.subckt s1 a b\nX1 a b s0\nX2 a b s0\n.ends\n* … and so on, each twice the one before …\n.subckt s30 a b\nX1 a b s29\nX2 a b s29\n.ends\nV1 a 0 1\nX1 a 0 s30\n.op\n.end\n",
  }),
  "circuit/unused-override": message({
    severity: "warning",
    text: ({ name, subcircuit }: { name: string; subcircuit: string; nearest?: string | undefined }) =>
      `subcircuit ${subcircuit} has no parameter ${name}`,
    hint: didYouMean,
    explanation: "A parameter given on an X card has no effect unless the subcircuit defines it.",
    example: "title\n.subckt s a b r=1k\nR1 a b {r}\n.ends\nV1 a 0 1\nX1 a 0 s rr=2k\n.op\n.end\n",
  }),
  "circuit/hidden-multiplier": message({
    severity: "warning",
    text: () => "this m has no effect: ngspice takes that of the X card around it",
    hint: () => "multiply the two by hand",
    explanation:
      "ngspice replaces the `m` of everything inside a subcircuit by the `m` of its X card instead of multiplying them.",
    example: "title\n.subckt s a b\nR1 a b 1k m=2\n.ends\nV1 a 0 1\nX1 a 0 s m=3\n.op\n.end\n",
  }),
  "circuit/undefined-parameter": message({
    severity: "error",
    text: ({ name }: { name: string; nearest?: string | undefined }) => `there is no parameter ${name}`,
    hint: didYouMean,
    explanation: "An expression names a parameter that no `.param`, subcircuit or X card defines.",
    example: "title\n.param rload=1k\nV1 a 0 1\nR1 a 0 {rlaod}\n.op\n.end\n",
  }),
  "circuit/parameter-cycle": message({
    severity: "error",
    text: ({ cycle }: { cycle: readonly string[] }) =>
      `this parameter depends on itself: ${cycle.join(" -> ")}`,
    explanation: "Parameters may refer to each other in any order, but not in a circle.",
    example: "title\n.param a={2*b} b={a+1}\nV1 a 0 1\nR1 a 0 {a}\n.op\n.end\n",
  }),
  "circuit/parameter-chain-too-long": message({
    severity: "error",
    text: ({ limit }: { limit: number }) => `more than ${limit} parameters depend on each other in a chain`,
    explanation: "Chains of parameters are followed to the same length as in ngspice.",
    example:
      "title\n.param p0=1\n.param p1={p0}\n* … and so on …\n.param p2000={p1999}\nV1 a 0 1\nR1 a 0 {p2000}\n.op\n.end\n",
  }),
  "circuit/unknown-function": message({
    severity: "error",
    text: ({ name }: { name: string; nearest?: string | undefined }) => `there is no function ${name}`,
    hint: didYouMean,
    explanation: "An expression calls a function that is neither built in nor defined by `.func`.",
    example: "title\nV1 a 0 1\nR1 a 0 {sqroot(4)}\n.op\n.end\n",
  }),
  "circuit/argument-count": message({
    severity: "error",
    text: ({ name, expected, found }: { name: string; expected: number; found: number }) =>
      `${name}() takes ${expected} ${expected === 1 ? "argument" : "arguments"}, but ${found} ${found === 1 ? "is" : "are"} given`,
    explanation: "A function was called with too few or too many arguments.",
    example: "title\nV1 a 0 1\nR1 a 0 {max(1)}\n.op\n.end\n",
  }),
  "circuit/recursive-function": message({
    severity: "error",
    text: ({ name }: { name: string }) => `${name}() calls itself`,
    explanation: "Functions are put in place of their calls, so a function that calls itself has no end.",
    example: "title\n.func f(x)={f(x)+1}\nV1 a 0 1\nR1 a 0 {f(1)}\n.op\n.end\n",
  }),
  "circuit/random-function": message({
    severity: "warning",
    text: ({ name }: { name: string }) =>
      `${name}() draws a random number in ngspice; its nominal value is used here`,
    explanation:
      "A training needs the same circuit at every step, so random functions stand for their first argument.",
    example: "title\nV1 a 0 1\nR1 a 0 {agauss(1k,10,1)}\n.op\n.end\n",
  }),
  "circuit/not-in-ngspice": message({
    severity: "warning",
    text: ({ name }: { name: string; value: number | undefined }) =>
      `${name} is used with its usual meaning, but ngspice does not know it in parameters`,
    hint: ({ name, value }) => (value === undefined ? undefined : `define it: .param ${name}=${value}`),
    explanation: "ngspice knows constants such as pi, and u() and uramp(), in behavioural sources only.",
    example: "title\nV1 a 0 1\nR1 a 0 {2*pi}\n.op\n.end\n",
  }),
  "circuit/not-a-number": message({
    severity: "error",
    text: ({ text }: { text: string }) => `"${text}" is a text, but a number is needed here`,
    explanation: "A quoted text stands where a value is needed.",
    example: 'title\n.param r={table("a.csv")+"b"}\nV1 a 0 1\nR1 a 0 {r}\n.op\n.end\n',
  }),
  "circuit/probe-in-parameter": message({
    severity: "error",
    text: ({ function: name }: { function: string }) =>
      `${name}() has no value here: a parameter cannot depend on the solution`,
    hint: () => "use a behavioural element: B1 a b v={…}",
    explanation: "Parameters are evaluated before the circuit is solved.",
    example: "title\n.param r={v(a)*2}\nV1 a 0 1\nR1 a 0 {r}\n.op\n.end\n",
  }),
  "circuit/not-finite": message({
    severity: "error",
    text: () => "this has no finite value",
    explanation: "A division by zero, a logarithm of zero, a root of a negative number or an overflow.",
    example: "title\n.param z=0\nV1 a 0 1\nR1 a 0 {1/z}\n.op\n.end\n",
  }),
  "circuit/unknown-element-parameter": message({
    severity: "error",
    text: ({ name, element }: { name: string; element: string; nearest?: string | undefined }) =>
      `${element} has no parameter ${name}`,
    hint: didYouMean,
    explanation: "ngspice refuses a deck in which an element is given a parameter that it does not have.",
    example: "title\nV1 a 0 1\nR1 a 0 1k tc3=1\n.op\n.end\n",
  }),
  "circuit/unknown-model": message({
    severity: "error",
    text: ({ name }: { name: string; nearest?: string | undefined }) => `there is no .model ${name}`,
    hint: didYouMean,
    explanation: "An element names a model that is defined nowhere in the deck or its includes.",
    example: "title\n.model dio d\nV1 a 0 1\nD1 a 0 doi\n.op\n.end\n",
  }),
  "circuit/wrong-model-type": message({
    severity: "error",
    text: ({ name, type, element }: { name: string; type: string; element: string }) =>
      `model ${name} is of type ${type}, which ${element} cannot use`,
    explanation: "R, C and L take models of their own types: r (res), c, l.",
    example: "title\n.model dio d\nV1 a 0 1\nR1 a 0 1k dio\n.op\n.end\n",
  }),
  "circuit/binned-model": message({
    severity: "error",
    onlyToRun: true,
    text: ({ name }: { name: string }) =>
      `model ${name} is given in bins (${name}.1 …), which is not supported`,
    hint: () => "name the bin that fits the device",
    explanation: "Models whose parameters are chosen by a transistor's size are not read.",
    example: "title\n.model n.1 nmos\n.model n.2 nmos\nV1 a 0 1\nM1 a a 0 0 n\n.op\n.end\n",
  }),
  "circuit/zero-resistance": message({
    severity: "warning",
    text: ({ element, used }: { element: string; used: number }) =>
      `${element} has no resistance; ngspice takes ${used} ohms instead, and so do we`,
    explanation: "A resistance of exactly 0 cannot be simulated. ngspice puts 1 milliohm in its place.",
    example: "title\nV1 a 0 1\nR1 a b 0\nR2 b 0 1k\n.op\n.end\n",
  }),
  "circuit/zero-value": message({
    severity: "warning",
    text: ({ element, quantity, becomes }: { element: string; quantity: string; becomes: string }) =>
      `the ${quantity} of ${element} is 0, which makes it ${becomes}`,
    explanation: "A capacitor of 0 F is nothing, an inductor of 0 H is a wire.",
    example: "title\nV1 a 0 1\nR1 a b 1k\nC1 b 0 0\nR2 b 0 1k\n.op\n.end\n",
  }),
  "circuit/negative-value": message({
    severity: "warning",
    text: ({ element, quantity, value }: { element: string; quantity: string; value: number }) =>
      `the ${quantity} of ${element} is negative (${value})`,
    explanation:
      "Simulators accept negative R, L and C, but the circuit may be unstable and cannot be built.",
    example: "title\nV1 a 0 1\nR1 a b -1k\nR2 b 0 10k\n.op\n.end\n",
  }),
  "circuit/coupling-out-of-range": message({
    severity: "error",
    text: ({ element, value }: { element: string; value: number }) =>
      `the coupling coefficient of ${element} is ${value}, but must lie between -1 and 1`,
    explanation: "Two inductors cannot be coupled by more than 1: the stored energy would become negative.",
    example: "title\nV1 a 0 1\nR1 a b 1\nL1 b 0 1u\nL2 c 0 1u\nR2 c 0 1\nK1 L1 L2 1.5\n.op\n.end\n",
  }),
  "circuit/coupled-to-itself": message({
    severity: "error",
    text: ({ element, name }: { element: string; name: string }) => `${element} couples ${name} to itself`,
    explanation: "A K card names different inductors.",
    example: "title\nV1 a 0 1\nR1 a b 1\nL1 b 0 1u\nK1 L1 L1 0.5\n.op\n.end\n",
  }),
  "circuit/missing-inductor": message({
    severity: "error",
    text: ({ element, name }: { element: string; name: string }) =>
      `${element} couples ${name}, but there is no such inductor`,
    explanation: "A K card names two L elements of the same deck or subcircuit.",
    example: "title\nV1 a 0 1\nR1 a b 1\nL1 b 0 1u\nK1 L1 L2 0.5\n.op\n.end\n",
  }),
  "circuit/missing-control": message({
    severity: "error",
    text: ({ element, name }: { element: string; name: string; nearest?: string | undefined }) =>
      `${element} is controlled by ${name}, but there is no such element`,
    hint: didYouMean,
    explanation:
      "F, H and W are controlled by the current of a voltage source of the same deck or subcircuit.",
    example: "title\nV1 a 0 1\nR1 a 0 1k\nF1 0 b V2 2\nR2 b 0 1k\n.op\n.end\n",
  }),
  "circuit/control-without-current": message({
    severity: "error",
    text: ({ element, name }: { element: string; name: string }) =>
      `${element} cannot be controlled by the current of ${name}`,
    hint: () => "put a voltage source of 0 V in series and name that",
    explanation: "Only the current of a voltage source can control F and H.",
    example: "title\nV1 a 0 1\nR1 a 0 1k\nF1 0 b R1 2\nR2 b 0 1k\n.op\n.end\n",
  }),
  "circuit/element-not-simulated": message({
    severity: "warning",
    text: ({ element }: { element: string }) =>
      `${element} is kept, but the embedded simulator has no such devices`,
    explanation:
      "XSPICE devices (A), compiled Verilog-A (N) and numerical CIDER models (numd, nbjt, numos) need a simulator that was built with them.",
    example: "title\nV1 a 0 1\nR1 a 0 1k\nA1 a b gain\nR2 b 0 1k\n.op\n.end\n",
  }),
  "circuit/form-not-simulated": message({
    severity: "warning",
    text: ({ element }: { element: string }) =>
      `this form of ${element} is kept, but the embedded simulator does not know it`,
    explanation:
      "Gates and delays among the controlled sources, and tables of this kind, need a simulator that was built with XSPICE.",
    example: "title\nV1 a 0 1\nR1 a 0 1k\nE1 b 0 pwl(1) a 0 0,0 1,2\nR2 b 0 1k\n.op\n.end\n",
  }),
  "circuit/port-on-source": message({
    severity: "error",
    onlyToRun: true,
    text: ({ element }: { element: string }) =>
      `${element} is declared as a port by portnum, which is not supported`,
    hint: () => "use an annotation: * @port 1 <node> z0=50",
    explanation: "S-parameters are taken between the ports of `@port` annotations.",
    example: "title\nV1 a 0 dc 0 ac 1 portnum 1 z0 50\nR1 a 0 1k\n.ac dec 10 1 1k\n.end\n",
  }),
  "circuit/unknown-node": message({
    severity: "error",
    text: ({ name }: { name: string }) => `there is no node ${name}`,
    explanation: "A node is named that no element touches.",
    example: "title\nV1 a 0 1\nR1 a 0 1k\nB1 b 0 v={v(c)}\nR2 b 0 1k\n.op\n.end\n",
  }),
  "circuit/voltage-of-unknown-node": message({
    severity: "warning",
    text: ({ card, name }: { card: string; name: string }) =>
      `${card} has no effect on ${name}: there is no such node`,
    explanation: "`.ic` and `.nodeset` of a node that no element touches are left out, as in ngspice.",
    example: "title\nV1 a 0 1\nR1 a 0 1k\n.nodeset v(b)=1\n.op\n.end\n",
  }),
  "circuit/bad-analysis": message({
    severity: "error",
    text: ({ card, problem }: { card: string; problem: string }) => `${card}: ${problem}`,
    explanation: "The arguments of an analysis do not describe a sweep.",
    example: "title\nV1 a 0 1\nR1 a 0 1k\n.ac dec 10 1k 1\n.end\n",
  }),
  "circuit/empty-analysis": message({
    severity: "warning",
    text: ({ card }: { card: string }) => `${card} asks for no points, and is not run`,
    explanation: "Schematic editors write `.ac lin 0 0Hz 0Hz` where no sweep was filled in.",
    example: "title\nV1 a 0 1\nR1 a 0 1k\n.ac lin 0 0Hz 0Hz\n.op\n.end\n",
  }),
  "circuit/digital-primitive": message({
    severity: "warning",
    text: ({ element }: { element: string }) =>
      `${element} is a digital device of PSpice: it is kept, but not simulated`,
    hint: () => "ngspice translates such cards for XSPICE, which the embedded simulator was built without",
    explanation:
      "PSpice describes gates, flip-flops and logic expressions by U cards. ngspice's own U is an RC line.",
    example:
      "title\nV1 a 0 1\nR1 a 0 1k\nU1 inv vcc 0 a b d_gate io_std\nR2 b 0 1k\nV2 vcc 0 5\n.model d_gate ugate\n.op\n.end\n",
  }),
  "circuit/form-unknown-to-ngspice": message({
    severity: "error",
    text: ({ element, form }: { element: string; form: string }) =>
      `${element} is given by ${form}, a form of PSpice that ngspice does not have`,
    hint: ({ form }) =>
      form === "LAPLACE" ? "build the transfer function of R, C and controlled sources" : undefined,
    explanation:
      "PSpice describes controlled sources by transfer functions (LAPLACE) and by tables over frequency (FREQ). ngspice reads what follows as names of parameters and refuses the deck.",
    example: "title\nV1 a 0 1\nR1 a 0 1k\nE1 b 0 laplace {v(a)} {1/(1+s)}\nR2 b 0 1k\n.op\n.end\n",
  }),
  "circuit/port-number": message({
    severity: "error",
    text: ({ problem }: { problem: string }) => problem,
    explanation: "Ports are numbered 1, 2, 3 … without gaps, each once.",
    example: "title\nV1 a 0 ac 1\nR1 a 0 1k\n* @port 2 a\n.ac dec 10 1 1k\n.end\n",
  }),
  "circuit/port-impedance": message({
    severity: "error",
    text: ({ port }: { port: number }) => `z0 of port ${port} must be above 0`,
    explanation: "The reference impedance of a port is real and positive.",
    example: "title\nV1 a 0 ac 1\nR1 a 0 1k\n* @port 1 a z0=0\n.ac dec 10 1 1k\n.end\n",
  }),
  "circuit/port-shorted": message({
    severity: "error",
    text: ({ port }: { port: number }) => `port ${port} lies between a node and itself`,
    explanation: "A port has two different nodes; the second is ground when it is left out.",
    example: "title\nV1 a 0 ac 1\nR1 a 0 1k\n* @port 1 0\n.ac dec 10 1 1k\n.end\n",
  }),
  "circuit/directive-in-subcircuit": message({
    severity: "error",
    text: ({ directive, subcircuit }: { directive: string; subcircuit: string }) =>
      `@${directive} inside .subckt ${subcircuit} would mean every instance`,
    hint: () => "move it out of the subcircuit and name nodes as X1.node",
    explanation: "Only @train may stand inside a subcircuit: its values are one text for all instances.",
    example: "title\n.subckt s a b\nR1 a b 1k\n* @goal v(a) = 1\n.ends\nV1 a 0 1\nX1 a 0 s\n.op\n.end\n",
  }),
  "circuit/selector-matches-nothing": message({
    severity: "error",
    text: ({ pattern }: { pattern: string; nearest?: string | undefined }) => `nothing is named ${pattern}`,
    hint: didYouMean,
    explanation: "A selector of @train names no element and no parameter that is in use.",
    example: "title\nV1 a 0 1\nR1 a 0 1k\n* @train R11\n.op\n.end\n",
  }),
  "circuit/nothing-to-train": message({
    severity: "error",
    text: ({ name, reason }: { name: string; reason: string }) => `${name} cannot be trained: ${reason}`,
    explanation: "A trained quantity is one number in the netlist.",
    example: "title\n.model dio d\nV1 a 0 1\nR1 a b 1k\nD1 b 0 dio\n* @train D1\n.op\n.end\n",
  }),
  "circuit/not-trained": message({
    severity: "info",
    text: ({ pattern, names }: { pattern: string; names: readonly string[] }) =>
      `${pattern} also fits ${listed(names)}, which cannot be trained`,
    explanation: "A pattern trains those of its elements that are described by a number.",
    example: "title\nV1 a 0 ac\nR1 a 0 1k\n* @train *\n.ac dec 10 1 1k\n.end\n",
  }),
  "circuit/bare-ac": message({
    severity: "error",
    text: ({ name }: { name: string }) =>
      `${name} cannot be trained: its AC magnitude is not written on its card`,
    hint: () => "write ac 1 instead of ac",
    explanation: "A bare `ac` means a magnitude of 1. A trained value needs a number to be written to.",
    example: "title\nV1 a 0 ac\nR1 a 0 1k\n* @train V1\n.ac dec 10 1 1k\n.end\n",
  }),
  "circuit/bound-not-finite": message({
    severity: "error",
    text: ({ key }: { key: string }) => `${key} is not a finite number`,
    explanation: "Bounds are numbers or expressions of parameters; leave one out where there is none.",
    example: "title\nV1 a 0 1\nR1 a 0 1k\n* @train R1 min={1/0}\n.op\n.end\n",
  }),
  "circuit/bounds-crossed": message({
    severity: "error",
    text: ({ name, min, max }: { name: string; min: number; max: number }) =>
      `the bounds of ${name} leave nothing: min=${min} lies above max=${max}`,
    explanation: "The lower bound of a trained value lies above its upper bound.",
    example: "title\nV1 a 0 1\nR1 a 0 1k\n* @train R1 min=2k max=1k\n.op\n.end\n",
  }),
  "circuit/log-of-non-positive": message({
    severity: "error",
    text: ({ name, bound }: { name: string; bound: number }) =>
      `${name} cannot have a logarithmic scale: its range begins at ${bound}`,
    hint: () => "give a positive min, or scale=linear",
    explanation: "On a logarithmic scale, the value and both bounds are positive.",
    example: "title\nV1 a 0 1\nR1 a 0 1k\n* @train R1 min=0 scale=log\n.op\n.end\n",
  }),
  "circuit/start-moved": message({
    severity: "warning",
    text: ({ name, value, start }: { name: string; value: number; start: number }) =>
      `${name} = ${value} lies outside its bounds; training starts at ${start}`,
    explanation: "A start outside the bounds is moved to the nearer bound.",
    example: "title\nV1 a 0 1\nR1 a 0 1k\n* @train R1 min=2k max=3k\n.op\n.end\n",
  }),
  "circuit/missing-ground": message({
    severity: "error",
    text: () => "no element is connected to ground (node 0)",
    hint: () => "name one node 0 (or gnd)",
    explanation: "All voltages are measured against node 0; without it none is determined.",
    example: "title\nV1 a b 1\nR1 a b 1k\n.op\n.end\n",
  }),
  "circuit/floating-node": message({
    severity: "error",
    text: ({ nodes }: { nodes: readonly string[] }) =>
      nodes.length === 1
        ? `the voltage of node ${nodes[0]} is not determined: nothing ties it to ground`
        : `the voltages of nodes ${listed(nodes)} are not determined: nothing ties them to ground`,
    hint: () => "connect one of them to ground, if need be through a large resistor",
    explanation:
      "A part of the circuit without a connection to ground (an isolated secondary winding, the control input of a source alone) makes the equations singular.",
    example: "title\nV1 a 0 1\nR1 a 0 1k\nV2 b c 1\nR2 b c 1k\n.op\n.end\n",
  }),
  "circuit/current-cutset": message({
    severity: "error",
    text: ({ nodes, sources }: { nodes: readonly string[]; sources: readonly string[] }) =>
      `only current sources (${listed(sources)}) lead to ${nodes.length === 1 ? "node" : "nodes"} ${listed(nodes)}: the voltage is not determined`,
    hint: () => "give the current a way back, if need be through a large resistor",
    explanation: "Where only current sources meet, no voltage makes their sum zero.",
    example: "title\nI1 0 a 1\nI2 a 0 1\nV1 b 0 1\nR1 b 0 1k\n.op\n.end\n",
  }),
  "circuit/no-dc-path": message({
    severity: "warning",
    text: ({ nodes }: { nodes: readonly string[] }) =>
      `there is no path for direct current from ${nodes.length === 1 ? "node" : "nodes"} ${listed(nodes)} to ground`,
    hint: () => "ngspice guesses the operating point; a large resistor to ground makes it definite",
    explanation: "Behind capacitors the voltage at the operating point is not determined.",
    example: "title\nV1 a 0 1\nC1 a b 1n\nC2 b 0 1n\n.op\n.end\n",
  }),
  "circuit/voltage-loop": message({
    severity: "error",
    text: ({ names }: { names: readonly string[] }) =>
      names.length === 1
        ? `both ends of ${names[0]} are connected to the same node`
        : `${listed(names)} form a loop in which nothing limits the current`,
    hint: () => "put a small resistor into the loop",
    explanation: "Voltage sources in a loop contradict each other or leave the current around it open.",
    example: "title\nV1 a 0 1\nV2 a 0 2\nR1 a 0 1k\n.op\n.end\n",
  }),
  "circuit/inductor-loop": message({
    severity: "warning",
    text: ({ names }: { names: readonly string[] }) =>
      `at the operating point nothing limits the current around ${listed(names)}`,
    hint: () => "a small resistor in the loop makes it definite",
    explanation: "Inductors are short circuits for direct current; in a loop of them it may have any value.",
    example: "title\nV1 a 0 1\nR1 a b 1\nL1 b 0 1m\nL2 b 0 1m\n.op\n.end\n",
  }),
  "circuit/single-connection": message({
    severity: "warning",
    text: ({ node, element }: { node: string; element: string }) =>
      `${element} alone is connected to node ${node}`,
    hint: () => "is the name misspelt?",
    explanation: "A node at which a single element ends is often a misspelt name.",
    example: "title\nV1 in 0 1\nR1 in out 1k\nR2 uot 0 1k\n.op\n.end\n",
  }),
  "circuit/parts-list": message({
    severity: "warning",
    text: ({ count }: { count: number }) =>
      `this is a list of a board's parts, and ngspice loads no circuit from it: ${count} ${count === 1 ? "card" : "cards"} cannot be simulated`,
    hint: () => "give the parts simulation models in the schematic, and add an analysis",
    explanation:
      "KiCad writes the parts of any schematic in the form of a netlist: connectors, holes and buttons with the letters of elements. Where no analysis is asked for, what is wrong with such cards is only warned of by `check`.",
    example: ".title KiCad schematic\nH1 MountingHole\nJ1 a b Conn_01x02\n.end\n",
  }),
  "circuit/devices-without-ground": message({
    severity: "error",
    onlyToRun: true,
    text: () => "no element is connected to ground (node 0)",
    hint: () => "connect one node to 0; all voltages are measured against it",
    explanation:
      "A part of a circuit, drawn to become a subcircuit, often has no ground of its own. ngspice reads such a deck and may even find voltages by the small conductances that it adds at its devices; they mean nothing.",
    example: "title\nV1 a b 1\nD1 a b d1\n.model d1 d\n.op\n.end\n",
  }),
  "circuit/no-circuit": message({
    severity: "warning",
    text: () => "the netlist has no elements of its own",
    explanation:
      "A file of definitions or of commands is no circuit: there is nothing to simulate or train. A deck without elements that asks for an analysis is an error.",
    example: "title\n.subckt half a b\nR1 a b 1k\nR2 b 0 1k\n.ends\n.end\n",
  }),
  "circuit/no-elements": message({
    severity: "error",
    text: () => "the netlist has no elements",
    explanation: "There is nothing to simulate or train.",
    example: "title\n.op\n.end\n",
  }),
  "circuit/analysis-of-control": message({
    severity: "info",
    text: ({ command }: { command: string }) =>
      `no analysis card stands in the deck: ${command} of the .control block is taken for one`,
    hint: ({ command }) => `write .${command.toLowerCase()} … as a card of its own`,
    explanation:
      "Commands of a `.control` block are never executed. Where a deck asks for its analyses only there, the first ac, dc, tran and op that stand in no loop and use no variables are taken for its analysis cards.",
    example: "title\nV1 a 0 ac 1\nR1 a 0 1k\n.control\nac dec 10 1 1k\n.endc\n.end\n",
  }),
  "circuit/no-analysis": message({
    severity: "warning",
    text: () => "no analysis is asked for",
    hint: () => "add .ac, .tran, .dc or .op",
    explanation: "Without an analysis card nothing can be simulated or trained.",
    example: "title\nV1 a 0 1\nR1 a 0 1k\n.end\n",
  }),
} as const satisfies Record<`circuit/${string}`, MessageDefinition<never>>;
