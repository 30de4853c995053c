import type { ViteUserConfig } from "vitest/config";
import { defineConfig } from "vitest/config";

const config: ViteUserConfig = defineConfig({
  root: import.meta.dirname,
  test: {
    include: ["*.test.ts"],
    // Each file starts a registry and runs programs that use every core by themselves.
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 600_000,
  },
});

export default config;
