import { mockIPC } from "@tauri-apps/api/mocks";
import { expect, test } from "vitest";
import { call } from "./call";
import { BackendError } from "./error";

async function codeOf(answer: () => unknown): Promise<string> {
  mockIPC(answer);
  const error: unknown = await call("GET", "/status").catch((reason: unknown) => reason);
  return error instanceof BackendError ? error.code : "none";
}

test("a refusal carries the hub's code", async () => {
  const body = JSON.stringify({ error: { type: "refused", code: "too_late", message: "over", request_id: "req_1" } });
  expect(await codeOf(() => ({ status: 409, body }))).toBe("too_late");
});

test("whoever is not known is told nothing else", async () => {
  expect(await codeOf(() => ({ status: 401, body: "" }))).toBe("unauthorized");
});

test("a hub that is away is `unreachable`", async () => {
  expect(
    await codeOf(() => {
      throw { code: "unreachable", message: "refused" };
    }),
  ).toBe("unreachable");
});

test("what nobody knows is `internal`", async () => {
  expect(await codeOf(() => ({ status: 500, body: "<html>" }))).toBe("internal");
  expect(await codeOf(() => ({ status: 400, body: '{"error":{"code":"brand_new"}}' }))).toBe("internal");
  expect(
    await codeOf(() => {
      throw "no such command";
    }),
  ).toBe("internal");
});
