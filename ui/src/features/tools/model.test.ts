import { expect, test } from "vitest";
import { registry } from "../../../demo/registry";
import { confirmation, grouped, isOpen, stateOf } from "./model";

const pages = registry("en", Date.parse("2026-11-22T03:00:00Z"));
const tools = pages.map(({ tool }) => tool);
const named = (name: string) => {
  const found = pages.find(({ tool }) => tool.name === name);
  if (!found) throw new Error(name);
  return found;
};

test("a tool asks for a person where it changed, is a guess or is new", () => {
  const states = Object.fromEntries(tools.map((tool) => [tool.name, stateOf(tool)]));
  expect(states).toMatchObject({
    create_payment: "changed",
    sync_ledger: "guess",
    list_invoices: "new",
    send_email: "confirmed",
    fax_document: "gone",
  });
  expect(tools.filter(isOpen).map(({ name }) => name)).toEqual(["create_payment", "list_invoices", "sync_ledger"]);
});

test("tools stand by server, the most pressing first", () => {
  const all = grouped(tools, "all");
  expect(all.map(({ server }) => server)).toEqual(["erp", "mail"]);
  expect(all[0]?.tools.map(({ name }) => name)).toEqual(["create_payment", "sync_ledger", "list_invoices"]);
  expect(grouped(tools, "open").map(({ server }) => server)).toEqual(["erp"]);
});

test("a confirmation starts with what is known", () => {
  const page = named("create_payment");
  const { effect, digest, roles } = confirmation(page);
  expect([effect, digest]).toEqual(["pay", page.digest]);
  expect(roles).toContainEqual({ pointer: "/x1", role: "counterparty" });
});
