import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";
import { alias } from "./vite.shared.ts";

export default defineConfig({
  plugins: [svelte()],
  resolve: { alias },
  build: {
    // The window's content security policy allows no `data:` fonts or scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "safari17",
    chunkSizeWarningLimit: 700,
  },
});
