import { expect, test } from "vitest";
import { groupsOf } from "./model";

test("groups are split at commas of both scripts, once each", () => {
  expect(groupsOf("経理、法務, IT，経理,")).toEqual(["経理", "法務", "IT"]);
});
