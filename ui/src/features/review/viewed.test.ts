import { beforeEach, expect, test, vi } from "vitest";
import type { ActionView } from "$bindings/ActionView";
import * as calls from "$backend/calls";
import { DemoHub } from "../../../demo/hub";
import { tellViewed } from "./viewed";

const viewed = vi.spyOn(calls, "viewed");
const [held] = new DemoHub({ speech: "en" }).waiting;
if (!held) throw new Error("something waits");

beforeEach(() => {
  viewed.mockReset().mockResolvedValue(null);
});

test("what was on screen is told once for each version", () => {
  let action: ActionView | null = null;
  const tell = tellViewed(() => action);
  tell();
  expect(viewed).not.toHaveBeenCalled();
  action = held;
  tell();
  tell();
  expect(viewed).toHaveBeenCalledExactlyOnceWith({ id: held.id, digest: held.digest, version: held.version });
  action = { ...held, version: held.version + 1 };
  tell();
  expect(viewed).toHaveBeenCalledTimes(2);
});

test("nothing is told of what nobody can answer here, or of a window that nobody sees", () => {
  tellViewed(() => ({ ...held, allowed: [] }))();
  tellViewed(() => ({ ...held, standing: { state: "cancelled", at: held.received_at } }))();
  const hidden = vi.spyOn(document, "hidden", "get").mockReturnValue(true);
  tellViewed(() => held)();
  hidden.mockRestore();
  expect(viewed).not.toHaveBeenCalled();
});

test("what could not be told is told at the next look", async () => {
  viewed.mockRejectedValueOnce(new Error("the hub is gone"));
  const tell = tellViewed(() => held);
  tell();
  await vi.waitFor(() => {
    tell();
    expect(viewed).toHaveBeenCalledTimes(2);
  });
});
