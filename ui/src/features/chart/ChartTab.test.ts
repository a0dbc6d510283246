import { render, screen, waitFor } from "@testing-library/svelte";
import { userEvent } from "@testing-library/user-event";
import axe from "axe-core";
import { beforeEach, expect, test } from "vitest";
import { DemoHub } from "../../../demo/hub";
import { speak } from "$i18n/language.svelte";
import ChartTab from "./ChartTab.svelte";

const user = userEvent.setup();

function open(change: Partial<DemoHub["chart"]> = {}) {
  speak("en");
  const hub = new DemoHub({ speech: "en" });
  hub.chart = { ...hub.chart, ...change };
  hub.install();
  render(ChartTab);
  return hub;
}

const barriers = async () =>
  (await axe.run(document.body, { rules: { "color-contrast": { enabled: false }, region: { enabled: false } } }))
    .violations;
const save = () => screen.getByTestId<HTMLButtonElement>("chart-save");
const put = (hub: DemoHub) => hub.calls.filter(({ method }) => method === "PUT");

beforeEach(() => document.body.replaceChildren());

test("shows people with limits and absences, agents and routes", async () => {
  open();
  expect(await screen.findAllByTestId("chart-person")).toHaveLength(3);
  const people = screen.getByTestId("chart-people").textContent;
  expect(people).toContain("Pay: up to ¥300,000");
  expect(people).toContain("Hiroshi Tanaka stands in");
  expect(screen.getByTestId("chart-routes").textContent).toContain("Left out where nobody can decide");
  expect(screen.getByTestId("chart-agents").textContent).toContain("Hiroshi Tanaka answers for it");
  expect(await barriers()).toEqual([]);
});

test("a text that is no TOML is shown as it is", async () => {
  open({ text: "[[people <b>x</b>" });
  await screen.findByRole("alert");
  expect(screen.getByTestId("chart-text-shown").textContent).toContain("[[people <b>x</b>");
  expect(screen.queryByTestId("chart-people")).toBeNull();
});

test("is saved when nothing is wrong with it, with a reason", async () => {
  const hub = open();
  await user.click(await screen.findByTestId("chart-edit"));
  const text = screen.getByTestId<HTMLTextAreaElement>("chart-text");
  const before = text.value;
  await user.clear(text);
  await user.paste("[[people");
  await screen.findByText(/^Line \d+: it can't be read/);
  await user.type(screen.getByTestId("chart-note"), "Tidied");
  expect(save().disabled).toBe(true);
  await user.clear(text);
  await user.click(text);
  await user.paste(before.replace(/manager = ".*"/, 'manager = "Nobody"'));
  await screen.findByText(/nobody has this name \(Nobody\)/);
  expect(save().disabled).toBe(true);
  expect(await barriers()).toEqual([]);
  const file = new File([before], "organisation.toml");
  await user.upload(screen.getByTestId("chart-import"), file);
  await waitFor(() => expect(save().disabled).toBe(false));
  await user.click(save());
  await waitFor(() => expect(put(hub)).toHaveLength(1));
  expect(put(hub)[0]?.body).toEqual({ edition: 2, text: before, note: "Tidied" });
  expect((await screen.findByTestId("chart-editions")).textContent).toContain("Tidied");
});

test("only whoever may change it can edit", async () => {
  open({ may_change: false });
  await screen.findAllByTestId("chart-person");
  expect(screen.queryByTestId("chart-edit")).toBeNull();
});

test("without a chart it says what one is for, and offers an example", async () => {
  open({ edition: 0, text: "", editions: [] });
  await screen.findByTestId("chart-none");
  expect(await barriers()).toEqual([]);
  await user.click(screen.getByTestId("chart-example"));
  expect(screen.getByTestId<HTMLTextAreaElement>("chart-text").value).toContain("default_route");
});
