import { expect, test } from "vitest";
import { agents } from "../../../demo/people";
import { agentsInOrder, groupsOf, snippet, termsOf } from "./model";

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

test("a limit is a plain sum, however it is typed", () => {
  const none = { groups: [], limit: null, task_claimed: false };
  expect(termsOf([], "", "JPY", false)).toEqual(none);
  expect(termsOf([], " １００,０００ ", "jpy", false)).toEqual({
    ...none,
    limit: { value: "100000", currency: "JPY" },
  });
  for (const wrong of ["1e5", "-1", "10万", "1.2.3"]) expect(termsOf([], wrong, "JPY", false)).toBeNull();
  expect(termsOf([], "5", "yen!", false)).toBeNull();
});
