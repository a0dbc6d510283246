import { render, screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { beforeEach, expect, test } from "vitest";
import { DemoHub } from "../../demo/hub";
import App from "./App.svelte";

const user = userEvent.setup();

let hub: DemoHub;

beforeEach(async () => {
  document.body.replaceChildren();
  window.location.hash = "#/activity";
  hub = new DemoHub({ speech: "en" });
  hub.install();
  render(App);
  await screen.findAllByTestId("activity-row");
});

const read = () => hub.calls.filter(({ method, path }) => method === "POST" && path.endsWith("/read"));

test("what is to be read is counted, listed, and read with one key", async () => {
  const all = screen.getAllByTestId("activity-row").length;
  await user.click(screen.getByRole("radio", { name: /To read/ }));
  await waitFor(() => expect(screen.getAllByTestId("activity-row").length).toBeLessThan(all));
  expect(screen.queryByTestId("activity-search"), "words do not narrow it").toBeNull();
  const [row] = screen.getAllByTestId("activity-row");
  if (!row) throw new Error("there is something to read");
  await user.click(row);
  expect((await screen.findByTestId("readings")).textContent).toContain("not read yet");
  expect((await axe.run(document.body, { rules: { "color-contrast": { enabled: false } } })).violations).toEqual([]);
  await user.keyboard("v");
  await waitFor(() => expect(screen.queryByTestId("read")).toBeNull());
  expect(read()).toHaveLength(1);
  await user.keyboard("v");
  expect(read(), "once").toHaveLength(1);
});

test("whoever reads along has nothing to decide", async () => {
  await user.click(screen.getByRole("radio", { name: /To read/ }));
  const [row] = await screen.findAllByTestId("activity-row");
  if (!row) throw new Error("there is something to read");
  await user.click(row);
  await screen.findByTestId("readings");
  expect(screen.queryByTestId("approve")).toBeNull();
});
