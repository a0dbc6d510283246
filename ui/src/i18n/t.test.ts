import { expect, test } from "vitest";
import { speak } from "./language.svelte";
import { t } from "./t";

test("plurals follow the language", () => {
  expect(t("report.done", { count: 1 })).toBe("Wrote 1 decision.");
  expect(t("report.done", { count: 1284 })).toBe("Wrote 1,284 decisions.");
  speak("ja");
  expect(t("report.done", { count: 1 })).toBe("1件の決裁を書き出しました。");
});

test("a value that looks like a hole stays as it is", () => {
  expect(t("toast.approved", { what: "{what}" })).toBe("Approved: {what}");
});
