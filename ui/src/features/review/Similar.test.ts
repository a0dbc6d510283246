import { cleanup, render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { afterEach, expect, test } from "vitest";
import { DemoHub } from "../../../demo/hub";
import { speak } from "$i18n/language.svelte";
import Similar from "./Similar.svelte";

afterEach(cleanup);

function shown(speech: "en" | "ja", which: (hub: DemoHub) => string | undefined) {
  speak(speech);
  const hub = new DemoHub({ speech, now: Date.parse("2026-11-22T05:00:00Z") });
  hub.install();
  return render(Similar, { id: which(hub) ?? "none" });
}

const paying = (hub: DemoHub) =>
  hub.waiting.find(({ what, before }) => what.amount !== null && before.approved > 0)?.id;
const other = (hub: DemoHub) => hub.waiting.find(({ what }) => what.amount === null)?.id;

test("each says in one line what was decided and how it turned out", async () => {
  shown("ja", paying);
  await screen.findByTestId("similar");
  expect(screen.getAllByTestId("similar-one"), "the nearest first").toHaveLength(3);
  await userEvent.click(screen.getByTestId("similar-rest"));
  const lines = screen.getAllByTestId("similar-one").map((one) => one.querySelector(".answer")?.textContent.trim());
  expect(lines).toEqual([
    "承認 · 実行済み",
    "却下",
    "承認 · 実行失敗",
    "自動承認 · 結果は未報告",
    "回答なし（期限切れ）",
  ]);
  expect(screen.getByText(/推奨ではありません/), "it is no advice").toBeTruthy();
});

test("who, why and what differs unfold", async () => {
  const { container } = shown("en", paying);
  await screen.findByTestId("similar");
  const [, rejected] = screen.getAllByTestId("similar-one");
  await userEvent.click(rejected?.querySelector("summary") as HTMLElement);
  expect(rejected?.textContent).toContain("Ken Sato");
  expect(rejected?.textContent).toContain("There is no purchase order.");
  expect(rejected?.textContent).toContain("Same: payee and currency");
  expect(rejected?.textContent).toContain("INV-88412");
  expect((await axe.run(container, { rules: { "color-contrast": { enabled: false } } })).violations).toEqual([]);
});

test("where there is nothing to tell there is nothing", async () => {
  const { container } = shown("en", other);
  await Promise.resolve();
  expect(container.textContent.trim()).toBe("");
});

test("a failure is told", async () => {
  shown("en", () => "gone");
  expect((await screen.findByRole("status")).textContent).toBe("They could not be loaded.");
});
