import { fileURLToPath } from "node:url";

const layer = (name: string) => fileURLToPath(new URL(`./src/${name}`, import.meta.url));

export const alias = {
  $app: layer("app"),
  $backend: layer("backend"),
  $bindings: layer("bindings"),
  $design: layer("design"),
  $features: layer("features"),
  $i18n: layer("i18n"),
};
