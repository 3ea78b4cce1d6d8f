import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    root: new URL("..", import.meta.url).pathname,
    include: ["test/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Each engine worker takes 250 MB or more: two test files at a time fit a small machine.
    maxWorkers: 2,
    // Modules keep no state (CONTRIBUTING.md), so files can share them: a third less processor time.
    isolate: false,
  },
});
