import { expect, test } from "vitest";
import { evidenceWords } from "./evidence";

const shown = (text: string) => [{ kind: "text" as const, text }];

test("a command is told part by part, what it does first", () => {
  const words = evidenceWords({
    signal: "command",
    pointer: "/command",
    parts: [
      { does: "fetches", text: shown("curl x"), hosts: [shown("a.example")] },
      { does: "deletes", text: shown("rm y"), hosts: [] },
    ],
    others: 2,
  });
  expect(words).toMatch(/a\.example.*curl x.*rm y.*2/s);
});

test("what goes out is told with where it stands and how much, never with what it is", () => {
  expect(evidenceWords({ signal: "secret", pointer: "/body", kind: "password" })).toContain("/body");
  expect(evidenceWords({ signal: "personal", pointer: "/body", datum: "mail", count: 40 })).toMatch(/40/);
});
