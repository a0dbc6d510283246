import js from "@eslint/js";
import svelte from "eslint-plugin-svelte";
import globals from "globals";
import tseslint from "typescript-eslint";
import svelteConfig from "./svelte.config.js";

const SPOKEN_ATTRIBUTES = ["alt", "aria-description", "aria-label", "aria-roledescription", "placeholder", "title"];

const words = {
  meta: { type: "problem", messages: { literal: "say it through t()" }, schema: [] },
  create: (context) => ({
    SvelteText(node) {
      if (/\p{L}/u.test(node.value) && node.parent.type !== "SvelteStyleElement")
        context.report({ node, messageId: "literal" });
    },
    SvelteAttribute(node) {
      if (!SPOKEN_ATTRIBUTES.includes(node.key.name)) return;
      if (node.value.some((part) => part.type === "SvelteLiteral" && /\p{L}/u.test(part.value)))
        context.report({ node, messageId: "literal" });
    },
  }),
};

const layers = {
  app: ["app", "features", "design", "backend", "i18n", "bindings"],
  features: ["design", "backend", "i18n", "bindings"],
  design: [],
  i18n: ["backend", "bindings"],
  backend: ["bindings"],
};

const refuse = (group, message) => (group.length > 0 ? [{ group, message }] : []);

// app → features → design, backend, i18n → bindings. Features never import each other: nothing below app may name one.
const directions = Object.entries(layers).map(([layer, allowed]) => {
  const others = ["app", "features", "design", "backend", "i18n", "bindings"].filter((name) => !allowed.includes(name));
  const patterns = [
    ...refuse(["../*"], "leave a folder by its alias, so that the direction can be seen"),
    ...refuse(
      others.map((name) => `$${name}/*`),
      `${layer} may import only: ${allowed.join(", ") || "nothing of ours"}`,
    ),
    ...refuse(layer === "backend" ? [] : ["@tauri-apps/*"], "only backend talks to the other side"),
  ];
  return {
    files: [`src/${layer}/**/*.{ts,svelte}`],
    ignores: ["**/*.test.ts"],
    rules: { "no-restricted-imports": ["error", { patterns }] },
  };
});

export default tseslint.config(
  { ignores: ["dist", "src/bindings"] },
  js.configs.recommended,
  tseslint.configs.strict,
  svelte.configs.recommended,
  { linterOptions: { reportUnusedDisableDirectives: "error" }, languageOptions: { globals: globals.browser } },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: {
      parserOptions: {
        parser: tseslint.parser,
        projectService: true,
        extraFileExtensions: [".svelte"],
        svelteConfig,
      },
    },
  },
  {
    files: ["**/*.ts"],
    languageOptions: { parserOptions: { projectService: true, extraFileExtensions: [".svelte"] } },
  },
  {
    files: ["src/**/*.{ts,svelte}"],
    plugins: { house: { rules: { words } } },
    rules: {
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "house/words": "error",
      "svelte/no-at-html-tags": "error",
    },
  },
  {
    files: ["src/**/*.{ts,svelte}"],
    ignores: ["src/backend/**", "**/*.test.ts"],
    rules: { "@typescript-eslint/consistent-type-assertions": ["error", { assertionStyle: "never" }] },
  },
  { files: ["**/*.js"], languageOptions: { globals: globals.node } },
  ...directions,
);
