import { expect, test } from "vitest";
import { offerOf, repeated } from "../../../demo/grants";
import { Draft } from "./drafts.svelte";
import { given, isUpTo, timesOf, untilOf } from "./grant";

const now = Date.parse("2026-11-23T00:00:00Z");
const action = repeated("en", now);
const offer = offerOf(action, now);

function draft(change: (draft: Draft) => void): Draft {
  const made = new Draft();
  made.why = " every month ";
  change(made);
  return made;
}

test("without anything loosened all stays as it is", () => {
  expect(
    given(
      offer,
      draft(() => undefined),
      now,
    ),
  ).toEqual({
    note: "every month",
    times: 3,
    until: "2026-11-30T00:00:00.000Z",
    loosened: {},
  });
});

test("only what can be loosened is, and an amount only downwards", () => {
  const loose = (pointer: string, most: string) =>
    given(
      offer,
      draft(({ loosened }) => loosened.set(pointer, most)),
      now,
    )?.loosened;
  expect(loose("/credit", "15000")).toEqual({ "/credit": { may: "up_to", value: "15000" } });
  expect(loose("/note", "")).toEqual({ "/note": { may: "any_text" } });
  expect(loose("/customer", ""), "whom it is for stays").toEqual({});
  for (const most of ["20001", "2e4", "-1", "", "１", "1,000", "007"])
    expect(loose("/credit", most), most).toBe(undefined);
  const [credit] = offer.places.filter(({ could }) => could === "up_to");
  expect(credit && isUpTo(credit, "20000")).toBe(true);
});

test("it needs a number of times, an end and a reason", () => {
  for (const times of ["0", "51", "", "x", "1.5", "-1"]) expect(timesOf(offer, times), times).toBe(null);
  expect(timesOf(offer, " 50 ")).toBe(50);
  expect(
    given(
      offer,
      draft((one) => (one.why = "  ")),
      now,
    ),
  ).toBe(null);
  // Never later than the hub allows, also by a clock that is ahead.
  expect(untilOf(offer, "30", now + 60_000)).toBe(offer.until_max);
});
