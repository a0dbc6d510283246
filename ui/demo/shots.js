import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const folder = process.argv[2] ?? "shots";
const only = new RegExp(process.argv[3] ?? "");
const base = process.env.DEMO ?? "http://localhost:5174/";
mkdirSync(folder, { recursive: true });

const key =
  (...keys) =>
  async (page) => {
    await page.waitForTimeout(800);
    for (const one of keys) await page.keyboard.press(one);
  };

const look = (row) => async (page) => {
  await page.getByTestId("edition-row").nth(row).click();
  await page.getByTestId("policy-change").or(page.getByTestId("points-changes")).first().waitFor();
};

const scenes = {
  inbox: { hash: "" },
  "inbox-due": { hash: "", after: key("s") },
  batch: {
    hash: "",
    state: "alike",
    after: async (page) => {
      await key("End", "Shift+X")(page);
      await page.waitForTimeout(800);
    },
  },
  "batch-confirm": {
    hash: "",
    state: "alike",
    after: async (page) => {
      await key("End", "Shift+X")(page);
      await key("a")(page);
    },
  },
  "batch-reject": {
    hash: "",
    state: "alike",
    after: async (page) => {
      await key("End", "Shift+X")(page);
      await key("r")(page);
    },
  },
  "batch-done": {
    hash: "",
    state: "alike",
    after: async (page) => {
      await key("End", "Shift+X")(page);
      await page.waitForTimeout(800);
      await page.evaluate(() => {
        const { hub } = window.demo;
        const last = hub.waiting.at(-1);
        hub.change(last.id, {});
      });
      await key("a")(page);
      await key("y")(page);
    },
  },
  "batch-unlike": { hash: "", state: "alike", after: key("x", "j", "x", "j", "x") },
  similar: {
    hash: "",
    after: async (page) => {
      await key("j", "j")(page);
      await page.getByTestId("similar-one").first().locator("summary").click();
    },
  },
  mail: { hash: "", after: key("j", "j", "j", "j", "j") },
  confirm: { hash: "", after: key("a") },
  reject: { hash: "", after: key("r") },
  undo: { hash: "", after: key("a", "y") },
  reasoned: {
    hash: "",
    after: async (page) => {
      await page.evaluate(async () => {
        const { hub } = window.demo;
        const [first] = hub.waiting;
        hub.change(first.id, { words: { ...first.words, reason_needed: true } });
        await hub.tell(first.id);
      });
      await key("a")(page);
    },
  },
  changed: {
    hash: "",
    after: async (page) => {
      await key("r")(page);
      await page.getByTestId("reject-reason").fill("INV-88412");
      await page.evaluate(async () => {
        const { hub } = window.demo;
        hub.change(hub.waiting[0].id, {});
        await hub.tell(hub.waiting[0].id);
      });
      await page.getByTestId("draft-changed").waitFor();
    },
  },
  escalate: { hash: "", after: key("e") },
  "ask-back": { hash: "", after: key("b") },
  amend: {
    hash: "",
    after: async (page) => {
      await key("m")(page);
      await page.getByTestId("amend-reason").fill("INV-88412");
      await page.locator('[data-pointer="/amount"]').fill("400000");
    },
  },
  grant: {
    hash: "",
    state: "repeated",
    after: async (page) => {
      await key("p")(page);
      await page.getByTestId("grant-why").fill("INV-88412");
      await page.getByTestId("grant-loosen").first().check();
    },
  },
  "grant-refused": { hash: "", after: key("p") },
  grants: { hash: "#/rules/grants", after: (page) => page.getByTestId("grant").first().locator("summary").click() },
  "grants-over": { hash: "#/rules/grants/grt_02" },
  "grant-revoke": { hash: "#/rules/grants", after: (page) => page.getByTestId("grant-revoke").first().click() },
  again: { hash: "", after: key("j", "j") },
  approved: { hash: "", after: key("a", "y") },
  halted: {
    hash: "",
    after: async (page) => {
      await page.waitForTimeout(800);
      await page.keyboard.down("h");
      await page.getByTestId("halt-banner").waitFor();
      await page.keyboard.up("h");
      await page.locator("details summary").first().click();
    },
  },
  halting: {
    hash: "#/agents",
    after: async (page) => {
      await page.getByTestId("agent-halt").first().click();
      await page.getByTestId("halt-dialog").waitFor();
    },
  },
  "halting-action": {
    hash: "",
    after: async (page) => {
      await page.getByTestId("action-halt").click();
      await page.getByTestId("halt-choice").nth(1).click();
    },
  },
  "halts-past": {
    hash: "",
    after: async (page) => {
      await page.getByTestId("halt-past").click();
      await page.getByTestId("halt-history").locator("summary").first().click();
    },
  },
  resuming: {
    hash: "#/activity",
    after: async (page) => {
      await page.waitForTimeout(800);
      await page.keyboard.down("h");
      await page.getByTestId("halt-resume").click();
      await page.keyboard.up("h");
    },
  },
  way: { hash: "", after: key("j") },
  "way-voted": {
    hash: "",
    after: async (page) => {
      await page
        .getByTestId("inbox-scope-all")
        .or(page.locator("main input[type=radio]").nth(1))
        .first()
        .click({ force: true });
      await page.getByText("grant_access").first().click();
    },
  },
  "way-detour": { hash: "", after: (page) => page.getByText("delete_files").first().click() },
  "way-next": {
    hash: "",
    after: async (page) => {
      await page.evaluate(() => {
        const { hub } = window.demo;
        const [, action] = hub.waiting;
        const { way } = action.standing;
        way.stations = way.stations.map((station) => ({ ...station, need: 1 }));
      });
      await key("j")(page);
      await key("a", "y")(page);
    },
  },
  clear: { hash: "", state: "clear" },
  new: { hash: "", state: "new" },
  activity: { hash: "#/activity" },
  events: { hash: "#/activity", after: (page) => page.getByTestId("activity-show-events").check({ force: true }) },
  outcomes: { hash: "#/outcomes", after: (page) => page.getByTestId("outcome-row").first().click() },
  results: { hash: "#/outcomes", after: (page) => page.getByTestId("outcomes-show-results").check({ force: true }) },
  decided: { hash: "#/activity/0197b000-0000-7000-8000-000000000002" },
  story: {
    hash: "#/activity/0197b000-0000-7000-8000-000000000003",
    after: (page) => page.getByTestId("story-remark").first().scrollIntoViewIfNeeded(),
  },
  between: { hash: "#/rules/rulebook//1/2", after: (page) => page.getByTestId("policy-change").first().waitFor() },
  cited: { hash: "", after: key("g") },
  "cited-changed": { hash: "#/rules/rulebook/payment-limit/1" },
  rules: { hash: "#/rules/rulebook" },
  "rules-open": {
    hash: "#/rules/rulebook",
    after: async (page) => {
      await page.locator("[data-testid=policies-hold] summary").nth(2).click();
      await page.getByTestId("scorecard").locator("summary").click();
    },
  },
  "rules-edit": {
    hash: "#/rules/rulebook",
    after: async (page) => {
      await page.getByTestId("rules-edit").click();
      await page.getByTestId("rules-text").fill("permit (principal");
      await page.getByTestId("rule-faults").waitFor();
    },
  },
  editions: {
    hash: "#/rules/rulebook",
    after: (page) => page.getByTestId("editions").scrollIntoViewIfNeeded(),
  },
  edition: { hash: "#/rules/rulebook", after: look(0) },
  "edition-back": {
    hash: "#/rules/rulebook",
    after: async (page) => {
      await look(1)(page);
      await page.getByText("この版に戻すと").or(page.getByText("If brought back")).click();
      for (const at of [0, 1]) await page.getByTestId("policy-change").nth(at).locator("summary").click();
    },
  },
  "edition-restore": {
    hash: "#/rules/rulebook",
    after: async (page) => {
      await look(1)(page);
      await page.getByTestId("edition-restore").click();
      await page.waitForTimeout(700);
    },
  },
  organisation: { hash: "#/rules/organisation" },
  "organisation-end": {
    hash: "#/rules/organisation",
    after: (page) => page.getByTestId("chart-editions").scrollIntoViewIfNeeded(),
  },
  "organisation-none": {
    hash: "",
    after: async (page) => {
      await page.evaluate(() => Object.assign(window.demo.hub.chart, { edition: 0, text: "", editions: [] }));
      await page.evaluate(() => (location.hash = "#/rules/organisation"));
      await page.getByTestId("chart-none").waitFor();
    },
  },
  "organisation-edit": {
    hash: "#/rules/organisation",
    after: async (page) => {
      await page.getByTestId("chart-edit").click();
      const text = await page.getByTestId("chart-text").inputValue();
      await page.getByTestId("chart-text").fill(text.replace(/manager = ".*"/, 'manager = "鈴木"'));
      await page.waitForTimeout(700);
    },
  },
  tools: { hash: "#/rules/tools" },
  guessed: { hash: "#/rules/tools", after: key("j") },
  sources: { hash: "#/rules/sources" },
  agents: { hash: "#/agents" },
  terms: { hash: "#/agents", after: async (page) => page.getByTestId("agent-terms").first().click() },
  connect: {
    hash: "#/agents",
    after: async (page) => {
      await page.getByTestId("agent-add").click();
      await page.getByTestId("agent-name").fill("発注エージェント");
      await page.getByTestId("agent-create").click();
      await page.getByTestId("agent-token").waitFor();
    },
  },
  budgets: { hash: "#/rules/budgets" },
  "budget-add": { hash: "#/rules/budgets", after: (page) => page.getByTestId("budget-add").click() },
  "budget-edit": { hash: "#/rules/budgets", after: (page) => page.getByTestId("budget-edit").first().click() },
  filter: {
    hash: "",
    after: async (page) => {
      await page.keyboard.press("f");
      await page.getByTestId("filter-effect").selectOption("pay");
      await page.getByTestId("filter-name").fill(page.url().includes("lang=ja") ? "支払いだけ" : "Payments");
      await page.getByTestId("filter-keep").click();
      await page.waitForTimeout(300);
    },
  },
  reading: {
    hash: "#/activity",
    after: async (page) => {
      await page.getByTestId("activity-show-open").check({ force: true });
      await page.getByTestId("activity-row").first().click();
      await page.getByTestId("readings").waitFor();
    },
  },
  find: {
    hash: "#/activity",
    after: async (page) => {
      await page.getByTestId("activity-period").selectOption("days");
      await page.getByTestId("activity-first").fill("2026-04-01");
      await page.getByTestId("activity-least").fill("10,000");
      await page.getByTestId("activity-most").fill("1e9");
    },
  },
  settings: { hash: "#/settings" },
  keeping: {
    hash: "#/settings",
    after: async (page) => {
      await page.getByTestId("keeping-looks").selectOption("2");
      await page.getByTestId("hold-add").scrollIntoViewIfNeeded();
    },
  },
  hold: {
    hash: "#/settings",
    after: async (page) => {
      await page.getByTestId("hold-add").click();
      await page.getByTestId("hold-name").fill("Audit 2026");
      await page.getByTestId("hold-kind").selectOption("period");
    },
  },
  role: {
    hash: "#/settings",
    after: async (page) => {
      await page.getByTestId("reviewer-role-change").first().click();
      await page.getByTestId("role-pick-auditor").check({ force: true });
    },
  },
  palette: { hash: "", after: key("Control+k") },
  shortcuts: { hash: "", after: key("?") },
  report: { hash: "#/activity", after: (page) => page.getByTestId("report-open").click() },
  "report-period": { hash: "#/reports/make/2026-10-01/2026-10-31" },
  "report-done": { hash: "#/reports", after: (page) => page.getByTestId("report-run").click() },
  check: { hash: "#/reports/check" },
  "check-whole": { hash: "#/reports/check", after: (page) => page.getByTestId("check-choose").click() },
  "check-bad": {
    hash: "#/reports/check",
    after: async (page) => {
      await page.evaluate(() => (window.demo.hub.check = window.demo.files.changed));
      await page.getByTestId("check-choose").click();
      await page.getByTestId("check-key-other").check({ force: true });
    },
  },
  "check-proof": {
    hash: "#/reports/check",
    after: async (page) => {
      await page.evaluate(() => (window.demo.hub.check = window.demo.files.proved(Date.now())));
      await page.getByTestId("check-choose").click();
    },
  },
  "check-drop": {
    hash: "#/activity",
    after: (page) => page.evaluate(() => window.demo.emit("file-over", { over: true })),
  },
  quit: { hash: "", after: (page) => page.evaluate(() => window.demo.emit("quit-asked", {})) },
  lost: {
    hash: "",
    after: (page) =>
      page.evaluate(() => ((window.demo.hub.reachable = false), window.demo.emit("hub", { state: "lost" }))),
  },
};

const looks = [
  ...["ja", "en"].flatMap((lang) => ["light", "dark"].map((theme) => ({ lang, theme, width: 1280, height: 800 }))),
  { lang: "ja", theme: "dark", width: 1000, height: 680 },
  { lang: "en", theme: "light", width: 1000, height: 680 },
  { lang: "ja", theme: "light", width: 1280, height: 800, contrast: "more" },
  { lang: "en", theme: "dark", width: 1280, height: 800, contrast: "more" },
  { lang: "ja", theme: "light", width: 1280, height: 800, forcedColors: "active", colorScheme: "light" },
  { lang: "en", theme: "dark", width: 1280, height: 800, forcedColors: "active", colorScheme: "dark" },
  // The smallest window there is (`min_inner_size`), and text at twice the size in the usual one.
  { lang: "ja", theme: "light", width: 900, height: 600 },
  { lang: "en", theme: "dark", width: 900, height: 600 },
  { lang: "ja", theme: "light", width: 1280, height: 800, zoom: 2 },
  { lang: "en", theme: "light", width: 1280, height: 800, zoom: 2 },
];

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

async function barriers(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document));
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id} ${html}\n    ${failureSummary}`),
  );
}

const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
for (const { lang, theme, width, height, zoom = 1, ...media } of looks) {
  const seen = media.forcedColors ? "-forced" : media.contrast ? "-contrast" : zoom > 1 ? "-zoom" : "";
  for (const [name, { hash, state, after }] of Object.entries(scenes)) {
    const file = `${name}-${lang}-${theme}-${width}${seen}.png`;
    if (!only.test(file)) continue;
    // As a webview zooms: fewer and larger pixels.
    const viewport = { width: width / zoom, height: height / zoom };
    const page = await browser.newPage({ viewport, deviceScaleFactor: zoom, ...media });
    page.on("pageerror", (error) => console.error(file, error.message));
    page.on("console", (message) => message.type() === "error" && console.error(file, message.text()));
    await page.goto(`${base}?lang=${lang}&theme=${theme}&state=${state ?? ""}${hash}`);
    await page.waitForSelector("main h1");
    await page.waitForTimeout(500);
    await after?.(page);
    await page.waitForTimeout(400);
    await page.screenshot({ path: `${folder}/${file}` });
    for (const barrier of await barriers(page)) console.error(file, barrier);
    await page.close();
  }
}
await browser.close();
