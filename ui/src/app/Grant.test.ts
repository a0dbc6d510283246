import { cleanup, render, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { beforeEach, expect, test } from "vitest";
import { repeated } from "../../demo/grants";
import { DemoHub } from "../../demo/hub";
import { leave } from "../../tests/leave";
import App from "./App.svelte";

const user = userEvent.setup();

let hub: DemoHub;

const enabled = (id: string) =>
  waitFor(() => expect(screen.getByTestId<HTMLButtonElement>(id).disabled).toBe(false), { timeout: 3_000 });
const sent = () => hub.answers;
const barriers = async () =>
  (await axe.run(document.body, { rules: { "color-contrast": { enabled: false }, region: { enabled: false } } }))
    .violations;

function open(waiting?: DemoHub["waiting"]) {
  cleanup();
  document.body.replaceChildren();
  window.location.hash = "";
  hub = new DemoHub({ speech: "en", ...(waiting && { waiting }) });
  hub.install();
  render(App);
}

beforeEach(() => open([repeated("en", Date.now())]));

test("P grants in advance what may be asked for again, in words and with a reason", async () => {
  await enabled("grant");
  await user.keyboard("p");
  const rows = await screen.findAllByTestId("grant-place");
  expect(await barriers()).toEqual([]);
  expect(rows.map((row) => row.dataset.pointer)).toEqual(["/customer", "/credit", "/currency", "/note"]);
  expect(screen.getAllByTestId("grant-loosen"), "whom it is for stays").toHaveLength(2);
  expect(screen.getByTestId<HTMLButtonElement>("grant-send").disabled, "not without a reason").toBe(true);
  for (const box of screen.getAllByTestId("grant-loosen")) await user.click(box);
  const most = screen.getByTestId("grant-most");
  await user.clear(most);
  await user.type(most, "20001");
  expect(most.getAttribute("aria-invalid")).toBe("true");
  await user.clear(most);
  await user.type(most, "15000");
  await user.clear(screen.getByTestId("grant-times"));
  await user.type(screen.getByTestId("grant-times"), "5");
  expect(screen.getByTestId("grant-sum").textContent).toContain("lets Accounting agent do it 5 more times");
  await user.type(screen.getByTestId("grant-why"), "every month");
  expect(await barriers()).toEqual([]);
  await user.type(screen.getByTestId("grant-why"), "{Control>}{Enter}{/Control}");
  expect((await screen.findByTestId("outgoing")).textContent).toContain("approved and granted in advance");
  expect(sent(), "it can be taken back").toEqual([]);
  leave();
  await waitFor(() => expect(sent()).toHaveLength(1));
  expect(sent()[0]).toMatchObject({
    path: expect.stringMatching(/grant$/),
    body: {
      version: 1,
      note: "every month",
      times: 5,
      loosened: { "/credit": { may: "up_to", value: "15000" }, "/note": { may: "any_text" } },
    },
  });
});

test("what cannot be granted says why, and nothing is sent", async () => {
  open();
  await enabled("grant");
  await user.keyboard("p");
  expect((await screen.findByTestId("grant-refused")).textContent).toContain("too risky");
  expect(screen.queryByTestId("grant-send")).toBeNull();
  expect(await barriers()).toEqual([]);
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByTestId("grant-refused")).toBeNull());
  expect(sent()).toEqual([]);
});

test("an action that passed by a grant says so and leads to it", async () => {
  await enabled("grant");
  const [action] = hub.waiting;
  if (!action) throw new Error("something waits");
  const reviewer = { id: "rvr_01", name: "Aoi Yamamoto" };
  const at = new Date().toISOString();
  hub.change(action.id, {
    standing: { state: "approved", by: { kind: "grant", reviewer, grant: "grt_01" }, at, expires_at: at },
    history: [
      { at, event: "under_grant", grant: "grt_01", number: 2 },
      { at, event: "approved", by: reviewer, note: null },
    ],
  });
  await hub.tell(action.id);
  const link = await screen.findByTestId("grant-link");
  expect(link.closest("li")?.textContent).toContain("Passed by a grant, use 2");
  expect(screen.getByText("Passed by grant").closest("figure")?.textContent).toContain("Aoi Yamamoto, in advance");
  expect(link.getAttribute("href")).toBe("#/rules/grants/grt_01");
});

test("a grant is looked through and taken back in two steps", async () => {
  window.location.hash = "#/rules/grants/grt_01";
  window.dispatchEvent(new PopStateEvent("popstate"));
  const [card] = await screen.findAllByTestId("grant");
  if (!card) throw new Error("there are grants");
  for (const words of ["3 of 5 uses left", "up to 20000", "Any text will do", "Midori Trading Co.", "Aoi Yamamoto"])
    expect(card.textContent).toContain(words);
  await user.click(within(card).getByTestId("grant-revoke"));
  const dialog = await screen.findByTestId("grant-revoke-dialog");
  expect(dialog.textContent).toContain("Accounting agent waits for a person again");
  await user.click(screen.getByTestId("grant-revoke-confirm"));
  await screen.findByTestId("grants-none");
  expect(hub.calls.some(({ method, path }) => method === "DELETE" && path === "/grants/grt_01")).toBe(true);
  expect(screen.getAllByText(/Revoked by Aoi Yamamoto/).length).toBeGreaterThan(0);
});
