import { emit } from "@tauri-apps/api/event";
import { cleanup, render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import * as files from "../../demo/files";
import { DemoHub } from "../../demo/hub";
import App from "./App.svelte";

const user = userEvent.setup();

async function open(place: string) {
  window.location.hash = `#/${place}`;
  const hub = new DemoHub({ speech: "en" });
  hub.install();
  render(App);
  await screen.findByRole("main");
  return hub;
}

const press = async (testid: string) => user.click(await screen.findByTestId(testid));
const drop = (text: string) => emit("file-given", { name: [{ kind: "text", text }] });

afterEach(() => {
  cleanup();
  document.body.replaceChildren();
  window.location.hash = "";
});

test("a file that is dropped anywhere is checked at once, with the hub's own key", async () => {
  const hub = await open("inbox");
  await screen.findByTestId("action-headline");
  await drop("ledger.tsv");
  expect((await screen.findByTestId("check-result")).dataset["verdict"]).toBe("whole");
  expect(screen.getByTestId("check-name").textContent).toContain("ledger.tsv");
  expect(hub.checked).toEqual([{ key: null, earlier: null }]);
});

test("what is wrong is told with its place, and may be checked again with another key", async () => {
  const hub = await open("reports/check");
  hub.check = files.changed;
  await press("check-choose");
  const result = await screen.findByTestId("check-result");
  expect(result.textContent).toContain("Entry 5,193: the record was changed.");
  expect(result.textContent).toContain("Line 5,214");
  await press("check-key-other");
  await user.type(screen.getByTestId("check-key-paste"), "theirs+0a1b2c3d+AW");
  hub.check = files.proved(hub.now);
  await press("check-run");
  expect((await screen.findByTestId("check-result")).dataset["verdict"]).toBe("proved");
  expect(hub.checked.at(-1)).toEqual({ key: "theirs+0a1b2c3d+AW", earlier: null });
});

test("a name that hides its ending is marked", async () => {
  await open("reports/check");
  await emit("file-given", {
    name: [
      { kind: "text", text: "report" },
      { kind: "mark", code: "U+202E" },
      { kind: "text", text: "fdp.exe" },
    ],
  });
  expect((await screen.findByTestId("check-name")).textContent).toContain("U+202E");
});

test("the record leads to a report of the period that it shows", async () => {
  await open("activity");
  await user.selectOptions(await screen.findByTestId("activity-period"), "week");
  await press("report-open");
  expect((await screen.findByTestId("report-from")).getAttribute("type")).toBe("date");
  expect(window.location.hash).toMatch(/^#\/reports\/make\/\d{4}-\d{2}-\d{2}\/\d{4}-\d{2}-\d{2}$/);
  await press("report-kind-csv");
  await press("report-run");
  expect((await screen.findByTestId("report-done")).textContent).toContain("1,284");
});

test("what is laid out is asked for in a language, and by a ticket", async () => {
  const hub = await open("reports");
  await press("report-kind-xlsx");
  await press("report-language-ja");
  await press("report-run");
  await screen.findByTestId("report-done");
  const wanted = hub.exported[0]?.wanted;
  expect(wanted).toMatchObject({ format: "xlsx", language: "ja" });
  expect(wanted?.ticket).toMatch(/^[\w-]{8,64}$/);
});

test("an administrator has the report written each month, and ends that", async () => {
  const hub = await open("reports");
  await press("monthly-change");
  await user.type(screen.getByTestId("monthly-folder"), "/srv/audit");
  await press("monthly-xlsx");
  await press("monthly-save");
  expect((await screen.findByTestId("monthly-end")).textContent).toContain("Stop");
  const [set] = hub.calls.filter(({ method }) => method === "PUT");
  expect(set?.body).toEqual({ folder: "/srv/audit", formats: ["pdf", "xlsx"], language: "en" });
  await press("monthly-end");
  expect((await screen.findByTestId("monthly")).textContent).toContain("Nobody has set this.");
});

test("the record of the open action is one key, one button and one command away", async () => {
  const hub = await open("activity/0197b000-0000-7000-8000-000000000002");
  const saved = () => hub.commands.filter((command) => command === "save_record").length;
  await press("action-record");
  expect((await screen.findByTestId("toast-offer")).textContent).toContain("Show in folder");
  await user.keyboard("d");
  await user.keyboard("{Control>}k{/Control}");
  await user.keyboard("decision record{Enter}");
  await vi.waitFor(() => expect(saved()).toBe(3));
});
