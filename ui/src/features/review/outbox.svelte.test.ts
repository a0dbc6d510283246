import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { DemoHub } from "../../../demo/hub";
import type { ActionView } from "$bindings/ActionView";
import { approve, reject, seen } from "$backend/calls";
import { reloadAll } from "$backend/changes";
import { dismiss, toasts } from "$design/toasts.svelte";
import { setClock } from "$i18n/clock.svelte";
import { Outbox, UNDO_MS } from "./outbox.svelte";

const NOW = Date.parse("2026-11-22T09:00:00Z");

let hub: DemoHub;
let outbox: Outbox;
let opened: string[];
let settled: [string, boolean][];
let stop: () => void;

const sent = () => hub.answers.map(({ path }) => path.split("/").slice(-2));
const texts = () => toasts().map(({ text }) => text);
const action = (index = 0): ActionView => {
  const found = hub.waiting.filter(({ allowed }) => allowed.includes("approve"))[index];
  if (!found) throw new Error("something waits");
  return found;
};
const yes = (to = action()) =>
  outbox.put({ act: "approve", action: to, target: null, send: () => approve(seen(to), null) });
const no = (to = action()) =>
  outbox.put({ act: "reject", action: to, target: null, send: () => reject(seen(to), "wrong") });

function hide(hidden: boolean) {
  vi.spyOn(document, "hidden", "get").mockReturnValue(hidden);
  document.dispatchEvent(new Event("visibilitychange"));
}

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
  setClock(new Date(NOW).toISOString());
  for (const { id } of toasts()) dismiss(id);
  hub = new DemoHub({ speech: "en", now: NOW });
  hub.install();
  opened = [];
  settled = [];
  outbox = new Outbox((id) => opened.push(id));
  outbox.onSettled((id, isStored) => settled.push([id, isStored]));
  stop = outbox.watch();
});

afterEach(() => {
  stop();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

test("an answer leaves after its time, and is recorded when the hub says so", async () => {
  const { id } = action();
  yes();
  await vi.advanceTimersByTimeAsync(UNDO_MS - 1);
  expect([sent(), texts(), outbox.has(id)]).toEqual([[], [], true]);
  await vi.advanceTimersByTimeAsync(1);
  expect(sent()).toEqual([[id, "approve"]]);
  expect([settled, outbox.has(id)]).toEqual([[[id, true]], false]);
  expect(texts()).toEqual(["Approved: Pay ¥480,000"]);
});

test("undo takes the last one back, with its words, and then the one before", async () => {
  const [first, second] = [action(), action(1)];
  outbox.drafts.of(second.id).reason = "wrong";
  yes(first);
  no(second);
  outbox.undo();
  expect([opened, outbox.drafts.of(second.id).reason]).toEqual([[second.id], "wrong"]);
  outbox.undo();
  outbox.undo();
  expect(opened).toEqual([second.id, first.id]);
  await vi.advanceTimersByTimeAsync(UNDO_MS);
  expect([sent(), settled]).toEqual([[], []]);
});

test("what leaves cannot be taken back", async () => {
  yes();
  const left = outbox.flush();
  outbox.undo();
  await left;
  expect([sent().length, opened]).toEqual([1, []]);
  await vi.advanceTimersByTimeAsync(UNDO_MS);
  expect(sent(), "and leaves once").toHaveLength(1);
});

test("all leaves when the window hides or closes, and what is answered meanwhile goes at once", async () => {
  yes(action());
  hide(true);
  await vi.waitFor(() => expect(sent()).toHaveLength(1));
  no(action());
  await vi.waitFor(() => expect(sent()).toHaveLength(2));
  hide(false);
  no(action());
  expect(sent()).toHaveLength(2);
  dispatchEvent(new Event("pagehide"));
  await vi.waitFor(() => expect(sent()).toHaveLength(3));
});

test("it does not wait where the deadline is near", async () => {
  yes({ ...action(), due_at: new Date(NOW + 12_000).toISOString() });
  await vi.waitFor(() => expect(sent()).toHaveLength(1));
});

test("nothing of somebody who is signed out leaves", async () => {
  yes();
  outbox.clear();
  await vi.advanceTimersByTimeAsync(UNDO_MS);
  expect(sent()).toEqual([]);
});

test("a refusal stays on screen and leads back, and the words are kept", async () => {
  const refused = action();
  outbox.drafts.of(refused.id).reason = "wrong";
  no(refused);
  hub.change(refused.id, {});
  await vi.advanceTimersByTimeAsync(UNDO_MS);
  expect(settled).toEqual([[refused.id, false]]);
  await vi.advanceTimersByTimeAsync(60_000);
  const [said] = toasts();
  expect(said?.text).toMatch(/^Not recorded: Pay ¥480,000\. .*Please look again/);
  said?.offer?.run();
  expect([opened, outbox.drafts.of(refused.id).reason]).toEqual([[refused.id], "wrong"]);
});

test("without a connection it says that nothing is recorded", async () => {
  yes();
  hub.reachable = false;
  await vi.advanceTimersByTimeAsync(UNDO_MS);
  expect(texts()[0]).toMatch(/^Not recorded: Pay/);
});

test("a halt that begins stops approvals in its scope, and no others", async () => {
  const [halted, free, denied] = [action(), action(1), action(2)];
  yes(halted);
  yes(free);
  no(denied);
  hub.change(halted.id, { halts: ["hlt_1"] });
  hub.change(denied.id, { halts: ["hlt_1"] });
  reloadAll();
  await vi.waitFor(() => expect(outbox.has(halted.id)).toBe(false));
  expect(texts()).toEqual(["Not approved, as a halt has begun: Pay ¥480,000"]);
  expect([outbox.has(free.id), outbox.has(denied.id)]).toEqual([true, true]);
  await vi.advanceTimersByTimeAsync(UNDO_MS);
  expect(sent()[0], "the stopped one never left").toEqual([free.id, "approve"]);
});
