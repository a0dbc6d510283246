import { beforeEach, expect, test } from "vitest";
import { DemoHub } from "../../demo/hub";
import { forgetAhead, lookAhead, lookedAhead } from "./ahead";

let hub: DemoHub;

const [first, second] = new DemoHub({ speech: "en" }).waiting.map(({ id }) => id);
const asked = () => hub.calls.map(({ path }) => path);

beforeEach(() => {
  forgetAhead();
  hub = new DemoHub({ speech: "en" });
  hub.install();
});

test("the next one is fetched once, and given once", async () => {
  if (!first || !second) throw new Error("two wait");
  lookAhead(first);
  lookAhead(first);
  expect(lookedAhead(second), "another one is not there").toBeNull();
  expect((await lookedAhead(first))?.id).toBe(first);
  expect(lookedAhead(first), "whoever comes later asks the hub").toBeNull();
  expect(asked()).toEqual([`/actions/${first}`]);
});

test("what has changed since, or could not be had, is not there", async () => {
  if (!first || !second) throw new Error("two wait");
  lookAhead(first);
  forgetAhead();
  expect(lookedAhead(first)).toBeNull();
  hub.reachable = false;
  lookAhead(second);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(lookedAhead(second)).toBeNull();
});
