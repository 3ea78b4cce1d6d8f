#!/usr/bin/env node
import { main } from "./main.ts";
import { processIo } from "./process-io.ts";

// The exit code is set, not forced: what is still being written is finished first.
process.exitCode = await main(process.argv.slice(2), processIo());
