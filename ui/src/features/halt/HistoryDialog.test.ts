import { render, screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { DemoHub } from "../../../demo/hub";
import HaltSection from "./HaltSection.svelte";
import { Halts } from "./halts.svelte";
import HistoryDialog from "./HistoryDialog.svelte";

let hub: DemoHub;

beforeEach(() => {
  document.body.replaceChildren();
  hub = new DemoHub({ speech: "en" });
  hub.install();
});

test("what is over tells who and why, and comes in pages", async () => {
  render(HistoryDialog, { open: true, onclose: () => undefined });
  const [newest] = await screen.findAllByTestId("past-halt");
  expect(newest?.textContent).toMatch(/send_mail.*by .*Resumed.*asked for by/s);
  expect(newest?.textContent).toContain("1 of 2 agents");
  expect(screen.getAllByTestId("past-halt")).toHaveLength(2);
  await userEvent.click(screen.getByTestId("halt-more"));
  await waitFor(() => expect(screen.getAllByTestId("past-halt")).toHaveLength(3));
  expect(screen.queryByTestId("halt-more"), "that was all").toBeNull();
  const asked = hub.calls.filter(({ path }) => path.startsWith("/halts/lifted")).map(({ path }) => path);
  expect(asked).toEqual(["/halts/lifted?limit=20", "/halts/lifted?limit=20&after=hlt_p2"]);
});

async function section(canManage: boolean) {
  const halts = new Halts();
  await halts.load();
  render(HaltSection, { halts, canManage });
}

test("an administrator switches the second person on and off", async () => {
  await section(true);
  for (const required of [true, false]) {
    await userEvent.click(screen.getByRole("switch"));
    await waitFor(() => expect(screen.getByRole("switch").getAttribute("aria-checked")).toBe(String(required)));
  }
  expect(hub.calls.filter(({ method }) => method === "PUT").map(({ path, body }) => [path, body])).toEqual([
    ["/halts/second-person", { required: true }],
    ["/halts/second-person", { required: false }],
  ]);
});

test("others see it and switch nothing", async () => {
  await section(false);
  expect(screen.queryByRole("switch")).toBeNull();
  expect(screen.getByTestId("second-person").textContent).toBe("Not needed");
});
