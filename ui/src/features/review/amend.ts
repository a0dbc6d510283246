import type { Line } from "$bindings/Line";
import type { Change } from "$backend/calls";
import { plain } from "$i18n/words";
import type { Draft } from "./drafts.svelte";

// Single values only: what is a list or an object is changed by what is in it.
export const changeable = (lines: readonly Line[]) =>
  lines.filter(({ kind, value }) => kind !== "list" && kind !== "object" && plain(value) !== "null");

type Wrong = "bad_number" | "bad_word" | null;

// As the hub reads it: a value stays of the kind that it is of.
export function wrong({ kind }: Line, value: string): Wrong {
  if (kind === "number") return /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(value) ? null : "bad_number";
  if (kind === "word") return value === "true" || value === "false" ? null : "bad_word";
  return null;
}

// What is otherwise than what was asked for; null while something of it is no value.
export function changesOf(lines: readonly Line[], { values }: Draft): Change[] | null {
  const changes: Change[] = [];
  for (const line of changeable(lines)) {
    const value = values.get(line.pointer);
    if (value === undefined || value === plain(line.value)) continue;
    if (value !== null && wrong(line, value) !== null) return null;
    changes.push(value === null ? { pointer: line.pointer } : { pointer: line.pointer, value });
  }
  return changes;
}
