/** Commands that are read into a statement of their own, or that open and close blocks. */
export const usedCommands = [
  ".model", ".param", ".func", ".include", ".inc", ".lib", ".endl", ".subckt", ".ends", ".ac", ".tran", ".op", ".dc",
  ".options", ".option", ".ic", ".nodeset", ".global", ".temp", ".end", ".control", ".endc", ".if", ".elseif", ".else", ".endif",
] as const;

/** Commands of ngspice and its neighbours that are valid and do not concern the circuit that is trained. */
export const keptCommands: ReadonlySet<string> = new Set([
  ".title", ".save", ".print", ".plot", ".probe", ".meas", ".measure", ".four", ".fourier", ".noise", ".sens", ".disto", ".pz", ".tf",
  ".pss", ".sp", ".csparam", ".width", ".step", ".backanno", ".machine", ".mc", ".wcase", ".hb", ".data", ".enddata", ".alter",
  ".connect", ".protect", ".unprotect", ".prot", ".unprot", ".hdl", ".osdi", ".pre_osdi", ".preprocess", ".wave", ".net", ".verilog",
  ".global_param", ".sampling", ".embeddedsampling", ".pce", ".result", ".linsol", ".lin", ".xic", ".graph", ".post", ".opt", ".echo",
  ".spice", ".sim", ".tempr", ".stat", ".store", ".assert", ".malias", ".tnoise", ".spread", ".neutral", ".file", ".ipin",
]);
