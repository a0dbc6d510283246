import { render, screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { DemoHub } from "../../demo/hub";
import App from "./App.svelte";

const user = userEvent.setup();

let hub: DemoHub;

const wanted = () => hub.calls.filter(({ path }) => path.startsWith("/queue?")).map(({ path }) => path);

beforeEach(async () => {
  document.body.replaceChildren();
  hub = new DemoHub({ speech: "en" });
  hub.install();
  render(App);
  await screen.findAllByTestId("queue-row");
});

test("one key puts the inbox in another order, and the device keeps it", async () => {
  expect(wanted().at(-1)).toContain("sort=risk");
  const before = screen.getByTestId("action-headline").textContent;
  await user.keyboard("s");
  await waitFor(() => expect(wanted().at(-1)).toContain("sort=due"));
  expect(screen.getByTestId<HTMLSelectElement>("queue-sort").value).toBe("due");
  expect(screen.getByTestId("action-headline").textContent, "what is open stays").toBe(before);
  await user.selectOptions(screen.getByTestId("queue-sort"), "arrival");
  await waitFor(() => expect(wanted().at(-1)).toContain("sort=arrival"));
  document.body.replaceChildren();
  render(App);
  await waitFor(() => expect(screen.getByTestId<HTMLSelectElement>("queue-sort").value).toBe("arrival"));
});

test("a filter is named, kept and chosen again, and always says that it hides something", async () => {
  const rows = screen.getAllByTestId("queue-row").length;
  await user.keyboard("f");
  await user.selectOptions(await screen.findByTestId("filter-effect"), "pay");
  await waitFor(() => expect(screen.getAllByTestId("queue-row").length).toBeLessThan(rows));
  expect(wanted().at(-1)).toContain("effect=pay");
  expect(screen.getByTestId("filter-on").textContent).toContain(`of ${rows} shown`);
  await user.type(screen.getByTestId("filter-name"), "Payments");
  await user.click(screen.getByTestId("filter-keep"));
  await user.click(screen.getByTestId("filter-clear"));
  await waitFor(() => expect(screen.getAllByTestId("queue-row")).toHaveLength(rows));
  expect(screen.queryByTestId("filter-on")).toBeNull();
  await user.click(await screen.findByTestId("filter-kept"));
  await waitFor(() => expect(wanted().at(-1)).toContain("effect=pay"));
  await user.selectOptions(screen.getByTestId("filter-risk"), "critical");
  await user.click(screen.getByTestId("filter-free"));
  await waitFor(() => expect(wanted().at(-1)).toMatch(/effect=pay.*risk=critical.*free=true/));
  await screen.findByText("Nothing here passes the filter. The rest is hidden.");
  await user.click(screen.getByTestId("filter-drop"));
  await waitFor(() => expect(screen.queryByTestId("filter-kept")).toBeNull());
});
