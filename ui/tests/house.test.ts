import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { en } from "../src/i18n/en";
import { ja } from "../src/i18n/ja";
import type { Message } from "../src/i18n/t";

const LINES_MOST = 200;
const MEDIAN_MOST = 80;
const PROPS_MOST = 7;

const read = (path: string) => ({ path, text: readFileSync(path, "utf8") });
const isDictionary = ({ path }: { path: string }) => /^src\/i18n\/\w+\.(en|ja)\.ts$/.test(path);
const files = readdirSync("src", { recursive: true, encoding: "utf8" })
  .map((path) => `src/${path}`)
  .filter((path) => /\.(ts|svelte)$/.test(path) && !path.includes("bindings"))
  .map(read);
const dictionaries = files.filter(isDictionary);
const sources = files.filter((file) => !isDictionary(file));
const components = sources.filter(({ path }) => path.endsWith(".svelte"));
const linesOf = (text: string) => text.split("\n").length;
const placeholders = (message: Message) =>
  [...(typeof message === "string" ? message : message.other).matchAll(/\{\w+\}/g)].map(([hole]) => hole).toSorted();

test("files stay short", () => {
  const long = files.filter(({ text }) => linesOf(text) > LINES_MOST).map(({ path }) => path);
  const lengths = sources.map(({ text }) => linesOf(text)).toSorted((a, b) => a - b);
  expect(long, "split what has grown").toEqual([]);
  expect(lengths[lengths.length >> 1], "the median file").toBeLessThan(MEDIAN_MOST);
});

test("components take few props", () => {
  const greedy = components.filter(({ text }) => {
    const props = /let \{([^}]*)\}[^;]*= \$props\(\)/s.exec(text)?.[1] ?? "";
    return props.split(",").filter((prop) => prop.trim() !== "").length > PROPS_MOST;
  });
  expect(greedy.map(({ path }) => path)).toEqual([]);
});

test("keys are sorted, and both languages fill the same holes", () => {
  const keys = dictionaries.map(({ path, text }) => ({
    path,
    keys: [...text.matchAll(/^ {2}"([^"]+)":/gm)].map(([, key = ""]) => key),
  }));
  for (const { path, keys: inOrder } of keys) expect(inOrder, path).toEqual(inOrder.toSorted());
  const english = keys.filter(({ path }) => path.endsWith(".en.ts")).flatMap(({ keys }) => keys);
  expect(Object.keys(en), "no key stands in two files").toEqual(english);
  expect(Object.keys(ja)).toEqual(Object.keys(en));
  const japanese: Record<string, Message> = ja;
  for (const [key, message] of Object.entries(en)) {
    expect(placeholders(japanese[key] ?? ""), key).toEqual(placeholders(message));
  }
});

test("every key is used", () => {
  const code = sources.map(({ text }) => text).join("\n");
  const stems = [...code.matchAll(/`([a-z_]+\.[a-z_]*)\$\{/g)].map(([, stem = ""]) => stem);
  const unused = Object.keys(en).filter(
    (key) => !code.includes(`"${key}"`) && !stems.some((stem) => key.startsWith(stem)),
  );
  expect(unused).toEqual([]);
});

test("every export is imported somewhere", () => {
  const code = sources.filter(({ path }) => !path.includes(".test."));
  const unused = code.flatMap(({ path, text }) =>
    [...text.matchAll(/^export (?:async )?(?:const|function|class|interface|type) (\w+)/gm)]
      .map(([, name = ""]) => name)
      .filter((name) => !files.some((other) => other.path !== path && new RegExp(`\\b${name}\\b`).test(other.text)))
      .map((name) => `${path}: ${name}`),
  );
  expect(unused).toEqual([]);
});

test("no message boasts of success", () => {
  const boasting = Object.entries({ ...en, ...ja }).filter(([, message]) =>
    /successful|正常に/.test(JSON.stringify(message)),
  );
  expect(boasting).toEqual([]);
});

test("meanings, not primitives, colour the components", () => {
  const offenders = components.filter(({ text }) =>
    /var\(--(paper|sumi|indigo|vermilion|ochre|pine)-|#[0-9a-f]{3,8}\b(?=[;\s])/.test(text.split("<style>")[1] ?? ""),
  );
  expect(offenders.map(({ path }) => path)).toEqual([]);
});
