import { expect, test } from "vitest";
import { agents } from "../../../demo/people";
import { agentsInOrder, groupsOf, snippet } from "./model";

test("snippets name the address and the token", () => {
  for (const kind of ["python", "curl"] as const) {
    expect(snippet(kind, "http://127.0.0.1:7311", "ska_x")).toContain("http://127.0.0.1:7311/aap");
    expect(snippet(kind, "http://127.0.0.1:7311", "ska_x")).toContain("ska_x");
  }
});

test("revoked agents come last", () => {
  const states = agentsInOrder(agents("en", 0)).map(({ revoked_at }) => revoked_at !== null);
  expect(states).toEqual([false, false, false, false, true]);
});

test("groups are split at commas of both scripts, once each", () => {
  expect(groupsOf("経理、法務, IT，経理,")).toEqual(["経理", "法務", "IT"]);
});
