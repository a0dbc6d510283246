import { fileURLToPath } from "node:url";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";
import { alias } from "../vite.shared.ts";

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  plugins: [svelte({ configFile: "../svelte.config.js" })],
  resolve: { alias },
  server: { port: 5174, strictPort: true, fs: { allow: ["..", "../../crates/core/src/rules/starter"] } },
});
