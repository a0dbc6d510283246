import { svelte } from "@sveltejs/vite-plugin-svelte";
import { svelteTesting } from "@testing-library/svelte/vite";
import { defineConfig } from "vitest/config";
import { alias } from "./vite.shared.ts";

export default defineConfig({
  plugins: [svelte(), svelteTesting()],
  resolve: { alias },
  server: { fs: { allow: [".", "../crates/core/src/rules/starter"] } },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.ts", "tests/**/*.test.ts"],
    setupFiles: ["tests/setup.ts"],
    env: { TZ: "Asia/Tokyo" },
  },
});
