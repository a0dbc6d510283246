import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { DemoHub } from "../../../demo/hub";
import * as calls from "$backend/calls";
import { toasts } from "$design/toasts.svelte";
import { setClock } from "$i18n/clock.svelte";
import { DEAD_TIME_MS } from "$design/deadtime.svelte";
import { Outbox, UNDO_MS } from "./outbox.svelte";
import { Review } from "./review.svelte";

const NOW = Date.parse("2026-11-22T09:00:00Z");

let hub: DemoHub;
let connected: boolean;
let decided: string[];
let outbox: Outbox;
let review: Review;

const idOf = (tool: string) => {
  const action = hub.waiting.find(({ what }) => JSON.stringify(what.tool).includes(tool));
  if (!action) throw new Error(`no ${tool}`);
  return action.id;
};
const sent = () => hub.answers;
const leave = () => vi.advanceTimersByTimeAsync(UNDO_MS);
const settle = () => vi.advanceTimersByTimeAsync(DEAD_TIME_MS);
const lastToast = () => toasts().at(-1)?.text;

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
  setClock(new Date(NOW).toISOString());
  hub = new DemoHub({ speech: "en", now: NOW });
  hub.install();
  connected = true;
  decided = [];
  outbox = new Outbox(() => undefined);
  outbox.onSettled((id, isStored) => {
    if (isStored) decided.push(id);
    void review.settled(id);
  });
  review = new Review({ outbox, isConnected: () => connected, ondecided: () => undefined });
});

afterEach(() => {
  review.close();
  vi.useRealTimers();
});

describe("the dead time", () => {
  test("keeps an action that just appeared from being decided", async () => {
    await review.open(idOf("update_record"));
    await vi.advanceTimersByTimeAsync(DEAD_TIME_MS - 1);
    review.begin("approve");
    expect(sent()).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    review.begin("approve");
    await leave();
    expect(decided).toHaveLength(1);
  });

  test("starts again when the action changes under the reviewer, and closes what was open", async () => {
    const id = idOf("create_payment");
    await review.open(id);
    await settle();
    review.begin("approve");
    expect(review.mode).toBe("confirm");
    hub.change(id, {});
    await review.reload();
    expect(review.mode).toBe("look");
    expect(review.can("approve")).toBe(false);
  });

  test("does not start again when a reload brings nothing new", async () => {
    await review.open(idOf("create_payment"));
    await settle();
    review.begin("reject");
    await review.reload();
    expect(review.mode).toBe("reject");
    expect(review.can("reject")).toBe(true);
  });

  test("starts again when the window comes back", async () => {
    await review.open(idOf("update_record"));
    await settle();
    review.deadTime.begin();
    expect(review.can("approve")).toBe(false);
  });
});

describe("an approval", () => {
  test("that needs a second step takes none without it", async () => {
    const id = idOf("create_payment");
    await review.open(id);
    await settle();
    review.confirm();
    expect(sent(), "nothing was asked yet").toEqual([]);
    review.begin("approve");
    expect(sent()).toEqual([]);
    review.confirm();
    await leave();
    expect(decided).toEqual([id]);
  });

  test("names the digest and version on screen", async () => {
    const id = idOf("update_record");
    await review.open(id);
    await settle();
    const { digest, version } = hub.waiting.find((action) => action.id === id) ?? {};
    review.begin("approve");
    await leave();
    expect(decided).toEqual([id]);
    expect(sent()).toEqual([{ method: "POST", path: `/actions/${id}/approve`, body: { digest, version } }]);
  });

  test("is sent once, however often it is asked for", async () => {
    await review.open(idOf("update_record"));
    await settle();
    review.begin("approve");
    review.begin("approve");
    await leave();
    review.begin("approve");
    expect(decided).toHaveLength(1);
    expect(sent()).toHaveLength(1);
  });
});

test("nothing is decided while the hub is away", async () => {
  await review.open(idOf("update_record"));
  await settle();
  connected = false;
  review.begin("approve");
  review.begin("reject");
  expect(review.mode).toBe("look");
  expect(sent()).toEqual([]);
});

test("what the hub does not allow is not offered", async () => {
  await review.open(idOf("publish_notice"));
  await settle();
  expect((["approve", "reject", "escalate"] as const).some((act) => review.can(act))).toBe(false);
});

test("an answer goes with what was seen, and names whom it went to", async () => {
  await review.open(idOf("create_payment"));
  await settle();
  const legal = { to: "group", name: "Legal" } as const;
  review.answer("escalate", (seen) => calls.escalate(seen, legal, "please look"), legal);
  await leave();
  expect(decided).toHaveLength(1);
  expect(sent()[0]?.body).toMatchObject({ version: 1, to: legal, note: "please look" });
  expect(lastToast()).toBe("Escalated to Legal (group): Pay ¥480,000");
});

describe("when someone else was faster", () => {
  test("the reviewer is told who, and sees what they did", async () => {
    const id = idOf("update_record");
    await review.open(id);
    await settle();
    const by = { kind: "reviewer", reviewer: { id: "rvr_02", name: "Hiroshi Tanaka" } } as const;
    hub.change(id, {
      standing: { state: "denied", by, at: "2026-11-22T09:00:01Z", reason: "no", how: "rejected" },
      allowed: [],
    });
    review.begin("approve");
    await leave();
    await vi.waitFor(() => expect(review.action?.standing.state).toBe("denied"));
    await vi.waitFor(() => expect(lastToast()).toMatch(/Already rejected by Hiroshi Tanaka, .*\d:\d\d/));
  });

  test("a change that leaves it waiting asks for another look", async () => {
    const id = idOf("update_record");
    await review.open(id);
    await settle();
    hub.change(id, {});
    review.begin("approve");
    await leave();
    await vi.waitFor(() => expect(review.action?.version).toBe(2));
    await vi.waitFor(() => expect(lastToast()).toContain("Please look again"));
    expect(review.can("approve")).toBe(false);
  });
});

test("a yes of several is taken back, and the action stays on screen", async () => {
  const id = idOf("grant_access");
  await review.open(id);
  await settle();
  review.begin("approve");
  expect(sent(), "it is said already").toEqual([]);
  review.begin("withdraw");
  await vi.waitFor(() => expect(review.action?.allowed).toContain("approve"));
  expect(sent().map(({ path }) => path)).toEqual([`/actions/${id}/withdraw`]);
  expect(decided).toEqual([]);
  expect(lastToast()).toContain("taken back");
});

test("an action that is gone says so", async () => {
  await review.open("0197ffff");
  expect(review.failure?.key).toBe("error.not_found");
});
