import { emit } from "@tauri-apps/api/event";
import { mockIPC } from "@tauri-apps/api/mocks";
import type { Act } from "../src/bindings/Act";
import type { ActionView } from "../src/bindings/ActionView";
import type { AgentView } from "../src/bindings/AgentView";
import type { BatchResult } from "../src/bindings/BatchResult";
import type { BatchView } from "../src/bindings/BatchView";
import type { BudgetsView } from "../src/bindings/BudgetsView";
import type { BudgetView } from "../src/bindings/BudgetView";
import type { ChartView } from "../src/bindings/ChartView";
import type { Effect } from "../src/bindings/Effect";
import type { FileCheck } from "../src/bindings/FileCheck";
import type { OrganisationView } from "../src/bindings/OrganisationView";
import type { GrantsView } from "../src/bindings/GrantsView";
import type { HaltsView } from "../src/bindings/HaltsView";
import type { LiftedHalts } from "../src/bindings/LiftedHalts";
import type { HaltView } from "../src/bindings/HaltView";
import type { HoldScope } from "../src/bindings/HoldScope";
import type { KeepingView } from "../src/bindings/KeepingView";
import type { LinePage } from "../src/bindings/LinePage";
import type { Mark } from "../src/bindings/Mark";
import type { OriginView } from "../src/bindings/OriginView";
import type { QueueItem } from "../src/bindings/QueueItem";
import type { Reversibility } from "../src/bindings/Reversibility";
import type { ReviewerView } from "../src/bindings/ReviewerView";
import type { StandardsView } from "../src/bindings/StandardsView";
import type { Sum } from "../src/bindings/Sum";
import type { Status } from "../src/bindings/Status";
import type { Terms } from "../src/bindings/Terms";
import type { exportDecisions } from "../src/backend/device";
import type { MonthlyView } from "../src/bindings/MonthlyView";
import { budgets } from "./budgets";
import { chart, checked } from "./chart";
import { chronicle } from "./chronicle";
import * as granting from "./grants";
import { halts } from "./halts";
import type { ToolPage } from "../src/bindings/ToolPage";
import type { Trust } from "../src/bindings/Trust";
import * as alike from "./alike";
import { planned, whole } from "./files";
import * as fixtures from "./fixtures";
import * as archive from "./keeping";
import { acted } from "./acts";
import { stepOf } from "./ways";
import * as outcome from "./outcomes";
import * as people from "./people";
import * as registry from "./registry";
import * as rulebook from "./rules";
import { narrowed, sorted } from "./sorting";
import type { Speech } from "./sketches";

const NO_TERMS: Terms = { groups: [], limit: null, task_claimed: false };

interface Sent extends granting.Given {
  folder?: string;
  formats?: string[];
  language?: Speech;
  digest?: string;
  version?: number;
  reason?: string;
  question?: string;
  to?: { to: "reviewer"; id: string } | { to: "group"; name: string } | { to: "administrators" };
  name?: string;
  rules?: string;
  guardrails?: string;
  edition?: number;
  text?: string;
  ids?: string[];
  answer?: "approve" | "reject";
  items?: { id: string; digest: string; version: number }[];
  role?: ReviewerView["role"];
  groups?: string[];
  limit?: Sum;
  period?: BudgetView["period"];
  server?: string;
  effect?: Effect;
  reversibility?: Reversibility;
  origin?: string;
  trust?: Trust;
  scope?: { agent?: string };
  of?: { action: string; part: string };
  required?: boolean;
  mark?: Mark;
}

interface Setup {
  speech: Speech;
  now?: number;
  waiting?: ActionView[];
  agents?: AgentView[];
  past?: number;
}

class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
  ) {
    super(code);
  }
}

// A hub in memory that answers like the real one, behind the same seam.
export class DemoHub {
  readonly calls: { method: string; path: string; body: Sent }[] = [];

  // What somebody sent of their own will: that they had something on screen is told by itself.
  get answers() {
    return this.calls.filter(({ method, path }) => method === "POST" && !path.endsWith("/viewed"));
  }

  readonly commands: string[] = [];
  reachable = true;
  // What comes of checking a file.
  check: FileCheck = whole(Date.now());
  monthly: MonthlyView = { monthly: null, last: null, problem: null };
  readonly exported: { wanted: Parameters<typeof exportDecisions>[0] }[] = [];
  readonly checked: Record<string, unknown>[] = [];
  // Whether this is the window of somebody who joined.
  elsewhere = false;
  halts: HaltsView;
  waiting: ActionView[];
  agents: AgentView[];
  tools: ToolPage[];
  origins: OriginView[];
  standards: StandardsView;
  reviewers: ReviewerView[];
  budgets: BudgetsView;
  grants: GrantsView;
  chart: ChartView;
  keeping: KeepingView;
  organisation: OrganisationView = {
    time_zone: "Asia/Tokyo",
    working_hours: { days: ["monday", "tuesday", "wednesday", "thursday", "friday"], from: "07:00", to: "20:00" },
  };
  readonly now: number;
  readonly #speech: Speech;
  readonly #past: ActionView[];
  #preferences: Record<string, unknown>;
  #seq = 0;

  constructor({ speech, now = Date.now(), waiting, agents, past = 240 }: Setup) {
    this.#speech = speech;
    this.now = now;
    this.waiting = waiting ?? fixtures.held(speech, now);
    this.agents = agents ?? people.agents(speech, now);
    this.reviewers = people.reviewers(speech, now);
    this.halts = halts(speech, now);
    this.budgets = budgets(speech, now);
    this.grants = granting.grants(speech, now);
    this.chart = chart(speech, now);
    this.keeping = archive.keeping(speech, now);
    this.standards = rulebook.standards(speech, now);
    this.tools = registry.registry(speech, now);
    this.origins = registry.origins(now);
    this.#past = fixtures.past(speech, now, past);
    this.#preferences = {
      language: speech,
      theme: "system",
      notifications: true,
      quiet: { from: "22:00", to: "07:00" },
      every: "once",
      inbox: { sort: "risk", filters: [] },
    };
  }

  install() {
    mockIPC((command, payload) => this.#command(command, payload as Record<string, unknown>), {
      shouldMockEvents: true,
    });
  }

  // Someone else changes an action, as another reviewer would.
  change(id: string, change: Partial<ActionView>) {
    this.waiting = this.waiting.map((action) =>
      action.id === id ? { ...action, version: action.version + 1, ...change } : action,
    );
  }

  async tell(id: string) {
    await emit("live", {
      seq: ++this.#seq,
      at: new Date().toISOString(),
      about: "action",
      id,
      mine: true,
      notice: null,
    });
  }

  theme(theme: string) {
    this.#preferences = { ...this.#preferences, theme };
  }

  #command(command: string, payload: Record<string, unknown>): unknown {
    this.commands.push(command);
    switch (command) {
      case "call":
        return this.#call(payload as { method: string; path: string; body: string | null });
      case "preferences":
        return {
          ...this.#preferences,
          system_language: this.#speech,
          data_dir: "/home/aoi/.local/share/sekisho",
          embedded: true,
          elsewhere: this.elsewhere,
        };
      case "set_preferences":
        this.#preferences = payload["preferences"] as Record<string, unknown>;
        return null;
      case "ready":
        return { open: null };
      case "choose_file":
        return { name: [{ kind: "text", text: "ledger-2026-11.tsv" }] };
      case "check_file":
        this.checked.push(payload);
        return this.check;
      case "save_record":
        return `/home/aoi/Downloads/sekisho-record-${String(payload["id"])}.pdf`;
      case "export_decisions":
        this.exported.push(payload as { wanted: Parameters<typeof exportDecisions>[0] });
        return { path: "/home/aoi/Downloads/sekisho-2026-11.csv", rows: 1284 };
      default:
        return null;
    }
  }

  #call({ method, path, body }: { method: string; path: string; body: string | null }) {
    if (!this.reachable) throw { code: "unreachable", message: "connection refused" };
    const sent = (body === null ? {} : JSON.parse(body)) as Sent;
    this.calls.push({ method, path, body: sent });
    try {
      return { status: 200, body: JSON.stringify(this.#answer(method, path, sent)) };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { status, code } = error;
      return { status, body: JSON.stringify({ error: { type: "refused", code, message: code, request_id: "req_1" } }) };
    }
  }

  #answer(method: string, path: string, sent: Sent): unknown {
    const url = new URL(path, "http://hub");
    const [, first = "", id = "", act = ""] = url.pathname.split("/");
    switch (`${method} ${first}`) {
      case "GET status":
        return this.#status();
      case "GET queue":
        return this.#page(
          sorted(narrowed(this.#queue(url.searchParams.get("scope") ?? "mine"), url.searchParams), url.searchParams),
          url.searchParams,
        );
      case "GET actions":
        if (act === "grant") return granting.offerOf(this.#find(id), this.now);
        if (act === "similar") return alike.similar(this.#speech, this.now, this.#find(id));
        return act === "" ? beginning(this.#find(id)) : this.#lines(this.#find(id), act, url.searchParams);
      case "POST actions":
        if (act === "read") return this.#read(id);
        if (act === "viewed") return null;
        if (act === "mark") return this.#mark(this.#find(id), sent);
        if (act === "comments") return this.#comment(this.#find(id), sent.text ?? "");
        return beginning(this.#decide(this.#find(id), act.replace("-", "_") as Act, sent));
      case "POST batches":
        return id === "preview" ? this.#preview(sent.ids ?? []) : this.#decideAll(sent);
      case "GET activity":
        return this.#page(this.#record(url.searchParams).map(outcome.asItem), url.searchParams);
      case "GET ledger":
        return this.#page(chronicle(this.#speech, this.now), url.searchParams);
      case "GET outcomes":
        return outcome.page(this.#past, url.searchParams.get("show") ?? "look");
      case "GET results":
        return outcome.results(this.#speech, this.now, url.searchParams);
      case "GET agents":
        return this.agents;
      case "POST agents":
        return this.#addAgent(sent.name ?? "");
      case "PUT agents":
        this.agents = this.agents.map((agent) =>
          agent.id === id ? { ...agent, terms: { ...NO_TERMS, ...sent } } : agent,
        );
        return this.agents.find((agent) => agent.id === id);
      case "DELETE agents":
        this.agents = this.agents.map((agent) => (agent.id === id ? { ...agent, revoked_at: this.#time() } : agent));
        return this.agents.find((agent) => agent.id === id);
      case "GET halts":
        return id === "lifted" ? this.#lifted(url.searchParams.get("after")) : this.halts;
      case "POST halts":
        return id === "" ? this.#halt(sent) : this.#resume(id, sent);
      case "PUT halts":
        this.halts = { ...this.halts, second_person: sent.required ?? false };
        return this.halts;
      case "GET reports":
        return this.monthly;
      case "PUT reports":
        return (this.monthly = planned(sent, this.reviewers, this.now));
      case "DELETE reports":
        return (this.monthly = { ...this.monthly, monthly: null });
      case "GET rules":
        return id === "" ? this.standards : this.#edition(Number(id));
      case "POST rules":
        return { faults: rulebook.faults(sent.rules ?? "") };
      case "PUT rules":
        return (this.standards = rulebook.next(this.standards, sent, this.#time()));
      case "GET reviewers":
        return this.reviewers;
      case "POST reviewers":
        return { id: "rvr_09", name: sent.name, token: "skr_6sT1m0bQ2xW8vYz4KpLr9nHd" };
      case "PUT reviewers":
        this.reviewers = this.reviewers.map((one) => (one.id === id ? { ...one, role: sent.role ?? one.role } : one));
        return this.reviewers.find((reviewer) => reviewer.id === id);
      case "DELETE reviewers":
        return this.reviewers.find((reviewer) => reviewer.id === id);
      case "GET grants":
        return this.grants;
      case "DELETE grants":
        return this.#revokeGrant(id);
      case "GET budgets":
        return this.budgets;
      case "POST budgets":
        this.#addBudget(sent);
        return this.budgets.budgets[0];
      case "PUT budgets":
        this.budgets = {
          ...this.budgets,
          budgets: this.budgets.budgets.map((budget) =>
            budget.id === id ? { ...budget, name: sent.name ?? "", limit: sent.limit ?? budget.limit } : budget,
          ),
        };
        return this.budgets.budgets.find((budget) => budget.id === id);
      case "DELETE budgets":
        return this.#endBudget(id);
      case "GET keeping":
        return this.keeping;
      case "PUT keeping":
        return (this.keeping = archive.setYears(this.keeping, sent));
      case "POST keeping":
        return this.#keep(id, act, sent);
      case "GET organisation":
        return this.organisation;
      case "PUT organisation":
        return (this.organisation = { working_hours: null, ...sent } as OrganisationView);
      case "GET chart":
        return this.chart;
      case "POST chart":
        return checked(sent.text ?? "");
      case "PUT chart":
        return this.#setChart(sent);
      case "GET tools":
        return this.tools.map(({ tool }) => tool);
      case "GET tool":
        return this.#tool(url.searchParams.get("server"), url.searchParams.get("name"));
      case "PUT tool":
        return this.#confirm(this.#tool(sent.server, sent.name), sent);
      case "GET origins":
        return this.origins;
      case "PUT origins": {
        const set = { trust: sent.trust ?? "untrusted", set: true };
        this.origins = this.origins.map((one) => (one.origin === sent.origin ? { ...one, ...set } : one));
        return this.origins;
      }
      case "PUT me":
        return { ...this.#status().me, name: sent.name };
      case "POST practice":
        this.waiting = fixtures.held(this.#speech, this.now);
        return { agent: people.practiceOrAgent(this.#speech)[4] };
      default:
        throw new Refusal(404, "not_found");
    }
  }

  #time = () => new Date(this.now).toISOString();

  #edition(number: number) {
    if (number > rulebook.IN_FORCE) throw new Refusal(404, "not_found");
    return rulebook.edition(number);
  }

  #status(): Status {
    const [me] = this.reviewers;
    if (!me) throw new Error("someone is signed in");
    const { id, name, role, groups } = me;
    const open = this.waiting.filter((action) => action.standing.state === "held");
    return {
      version: "0.1.0",
      address: "http://127.0.0.1:7311",
      me: { id, name, role, groups },
      now: this.#time(),
      waiting_for_me: open.filter(isMine).length,
      waiting: open.length,
      to_read: this.#toRead().length,
      to_look_at: outcome.page(this.#past, "look").items.length,
      agents: this.agents.filter((agent) => agent.revoked_at === null).length,
      today: { received: 214, passed: 191, held: 17, blocked: 6 },
    };
  }

  #mark(action: ActionView, { mark = "good", note }: Sent): ActionView {
    action.aftermath = outcome.marked(action.aftermath, mark, note ?? null, this.#speech, this.now);
    return action;
  }

  #read(id: string): ActionView {
    const action = this.#find(id);
    action.readings = action.readings.map((one) => (one.me ? { ...one, read_at: this.#time() } : one));
    return action;
  }

  #toRead(): ActionView[] {
    return this.#past.filter(({ readings }) => readings.some(({ me, read_at }) => me && read_at === null));
  }

  #queue(scope: string): QueueItem[] {
    return this.waiting.flatMap((action) => {
      const { id, agent, what, risk, received_at, due_at, standing } = action;
      const mine = isMine(action);
      if (standing.state !== "held" || (scope === "mine" && !mine)) return [];
      return [
        {
          id,
          agent,
          what,
          risk,
          received_at,
          due_at,
          with: standing.with,
          mine,
          taken: standing.taken?.by ?? null,
          step: stepOf(standing),
        },
      ];
    });
  }

  #keep(id: string, hold: string, sent: Sent) {
    if (id === "clock") return (this.keeping = { ...this.keeping, clock_doubted: false });
    if (hold !== "") {
      return (this.keeping = { ...this.keeping, holds: this.keeping.holds.filter((one) => one.id !== hold) });
    }
    const added = archive.holdOf(this.keeping, sent, sent.scope as HoldScope, this.#time());
    this.keeping = { ...this.keeping, holds: [...this.keeping.holds, added] };
    return added;
  }

  #record(wanted: URLSearchParams): ActionView[] {
    const words = (wanted.get("q") ?? "").toLowerCase();
    const agent = wanted.get("agent");
    const standing = wanted.get("standing");
    const reading = wanted.get("reading");
    if (reading === "open") return this.#toRead();
    if (reading === "done")
      return this.#past.filter(({ readings }) => readings.some(({ me, read_at }) => me && read_at));
    const names: { [state: string]: string } = { consumed: "approved", reported: "approved" };
    const [least, most] = [Number(wanted.get("amount_from") ?? 0), Number(wanted.get("amount_to") ?? Infinity)];
    const asksAmount = wanted.has("amount_from") || wanted.has("amount_to");
    const fits = ({ what: { amount } }: ActionView) =>
      !asksAmount || (amount !== null && Number(amount.value) >= least && Number(amount.value) <= most);
    const partner = wanted.get("partner") ?? "";
    return [...this.waiting, ...this.#past]
      .filter(fits)
      .filter(({ what }) => JSON.stringify(what.gist).includes(partner))
      .filter((action) => JSON.stringify([action.what, action.agent]).toLowerCase().includes(words))
      .filter((action) => agent === null || action.agent.id === agent)
      .filter(({ standing: { state } }) => standing === null || (names[state] ?? state) === standing)
      .toSorted((a, b) => b.received_at.localeCompare(a.received_at));
  }

  #page<T extends { id: string }>(all: T[], wanted: URLSearchParams): { items: T[]; next: string | null } {
    const limit = Number(wanted.get("limit") ?? 50);
    const after = wanted.get("after");
    const start = after === null ? 0 : Number(after);
    const items = all.slice(start, start + limit);
    return { items, next: start + limit < all.length ? String(start + limit) : null };
  }

  #find(id: string): ActionView {
    const action = this.waiting.find((one) => one.id === id) ?? this.#past.find((one) => one.id === id);
    if (!action) throw new Refusal(404, "not_found");
    return action;
  }

  #lines(action: ActionView, part: string, wanted: URLSearchParams): LinePage {
    const all = part === "arguments" ? action.arguments : action.claims.others;
    const after = Number(wanted.get("after") ?? 0);
    return { lines: all.slice(after, after + Number(wanted.get("limit") ?? 1_000)), count: all.length };
  }

  #tool(server?: string | null, name?: string | null): ToolPage {
    const page = this.tools.find(({ tool }) => tool.server === server && tool.name === name);
    if (!page) throw new Refusal(404, "not_found");
    return page;
  }

  #setChart({ edition, text = "", note = "" }: Sent): ChartView {
    const [me] = this.reviewers;
    if (edition !== this.chart.edition || !me) throw new Refusal(409, "conflict");
    if (checked(text).unread) throw new Refusal(400, "invalid_chart");
    const set = { edition: edition + 1, by: { id: me.id, name: me.name }, at: this.#time(), note };
    this.chart = { ...this.chart, edition: set.edition, text, editions: [set, ...this.chart.editions] };
    return this.chart;
  }

  #confirm(page: ToolPage, sent: Sent): ToolPage {
    if (sent.digest !== page.digest) throw new Refusal(409, "conflict");
    const next = registry.confirmed(page, sent, this.now);
    this.tools = this.tools.map((one) => (one === page ? next : one));
    return next;
  }

  #comment(action: ActionView, text: string): ActionView {
    const [me] = this.reviewers;
    if (!me) throw new Error("someone is signed in");
    const by = { id: me.id, name: me.name };
    this.change(action.id, { history: [...action.history, { at: this.#time(), event: "commented", by, text }] });
    return this.#find(action.id);
  }

  #decide(action: ActionView, act: Act, sent: Sent): ActionView {
    const held = action.standing;
    if (held.state !== "held") throw new Refusal(409, "already_decided");
    const [me] = this.reviewers;
    if (!me) throw new Error("someone is signed in");
    const decides = act !== "take" && act !== "release";
    if (decides && (sent.version !== action.version || sent.digest !== action.digest))
      throw new Refusal(409, "conflict");
    const reviewer = { id: me.id, name: me.name };
    this.change(action.id, acted(action, held, act, sent, reviewer, this.#time()));
    if (act === "grant") {
      const id = `grt_1${this.grants.open.length}`;
      this.grants.open.unshift(granting.given(action, sent, id, reviewer, this.#time()));
    }
    return this.#find(action.id);
  }

  #preview(ids: string[]): BatchView {
    return alike.preview(ids.map((id) => this.#find(id)));
  }

  #decideAll({ answer = "reject", items = [], ...sent }: Sent): BatchResult[] {
    const view = this.#preview(items.map(({ id }) => id));
    const all = view.kind === "alike" || view.items.every(({ why }) => why === "not_yours");
    if (!all) throw new Refusal(409, "not_alike");
    return items.map((item) => {
      try {
        const { id, standing } = this.#decide(this.#find(item.id), answer, { ...sent, ...item });
        return { result: "decided", id, standing };
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        return { result: "refused", id: item.id, code: error.code, message: error.code };
      }
    });
  }

  #addBudget({ name = "", limit, period }: Sent) {
    const [first] = this.budgets.budgets;
    if (!first || !limit || !period) throw new Refusal(400, "invalid_request");
    const sums = { spent: "0", held: "0", over: "0", returned: "0", left: limit.value };
    const added = { ...first, ...sums, id: `bgt_1${this.budgets.budgets.length}`, name, limit, period, movements: [] };
    this.budgets = { ...this.budgets, budgets: [added, ...this.budgets.budgets] };
  }

  #revokeGrant(id: string) {
    const [me] = this.reviewers;
    const found = this.grants.open.find((grant) => grant.id === id);
    if (!found || !me) throw new Refusal(404, "not_found");
    const standing = { is: "revoked", by: { id: me.id, name: me.name }, at: this.#time() } as const;
    const over = { ...found, standing, may_revoke: false };
    this.grants = {
      open: this.grants.open.filter((grant) => grant !== found),
      over: [over, ...this.grants.over],
    };
    return over;
  }

  #endBudget(id: string) {
    const ended = this.budgets.budgets
      .filter((budget) => budget.id === id)
      .map(({ name, limit }) => ({ id, name, limit, ended_at: this.#time() }));
    this.budgets = {
      budgets: this.budgets.budgets.filter((budget) => budget.id !== id),
      ended: [...ended, ...this.budgets.ended],
    };
    return ended[0];
  }

  // Two on a page, so that a few make pages.
  #lifted(after: string | null): LiftedHalts {
    const from = this.halts.lifted.findIndex(({ id }) => id === after) + 1;
    const halts = this.halts.lifted.slice(from, from + 2);
    return { halts, next: this.halts.lifted.length > from + 2 ? (halts.at(-1)?.id ?? null) : null };
  }

  #scope({ scope, of }: Sent): HaltView["scope"] {
    if (of) {
      const { agent, what, claims } = this.#find(of.action);
      if (of.part === "tool") return { kind: "tool", tool: what.tool, server: null };
      if (of.part === "session" && claims.session) return { kind: "session", agent, session: claims.session };
    }
    const agent = this.agents.find(({ id }) => scope?.agent === id);
    return agent ? { kind: "agent", agent } : { kind: "everything" };
  }

  #halt({ reason, ...sent }: Sent): HaltView {
    const [me] = this.reviewers;
    if (!me) throw new Error("someone is signed in");
    const halt: HaltView = {
      id: `hlt_${this.halts.standing.length}`,
      scope: this.#scope(sent),
      since: this.#time(),
      by: { kind: "reviewer", reviewer: { id: me.id, name: me.name } },
      reason: reason === undefined ? null : [{ kind: "text", text: reason }],
      second_person: false,
      stored: true,
      standing: { state: "standing" },
      agents: this.agents
        .filter((agent) => agent.revoked_at === null)
        .map(({ id, name, practice }, index) => ({
          agent: { id, name, practice },
          heard:
            index % 2 === 0
              ? { kind: "acknowledged", at: this.#time() }
              : { kind: "silent", connected: index === 1, seen_at: index === 1 ? this.#time() : null },
        })),
      agents_count: this.agents.filter((agent) => agent.revoked_at === null).length,
      resume: "yes",
    };
    this.halts = { ...this.halts, standing: [halt, ...this.halts.standing] };
    const allowed = (action: ActionView) => action.allowed.filter((act) => act !== "approve" && act !== "grant");
    this.waiting = this.waiting.map((action) => ({ ...action, halts: [halt.id], allowed: allowed(action) }));
    void emit("live", { seq: ++this.#seq, at: this.#time(), about: "halts" });
    return halt;
  }

  #resume(id: string, { reason = "" }: Sent): HaltView {
    const halt = this.halts.standing.find((one) => one.id === id);
    const [me] = this.reviewers;
    if (!halt || !me) throw new Refusal(404, "not_found");
    const by = { id: me.id, name: me.name };
    const standing = { state: "lifted", by, at: this.#time(), reason, asked_by: null } as const;
    const over: HaltView = { ...halt, standing, resume: "over" };
    const others = this.halts.standing.filter((one) => one.id !== id);
    this.halts = { ...this.halts, standing: others, lifted: [over, ...this.halts.lifted] };
    this.waiting = this.waiting.map((action) => ({ ...action, halts: [] }));
    return over;
  }

  #addAgent(name: string) {
    const id = `agt_1${this.agents.length}`;
    const created = {
      id,
      name,
      practice: false,
      terms: NO_TERMS,
      created_at: this.#time(),
      revoked_at: null,
      last_asked_at: null,
      actions: 0,
    };
    this.agents = [...this.agents, created];
    return { id, name, token: "ska_2Nf8Qm1cVb7Lx0TzRy5KdWp3" };
  }
}

// Whoever has said yes waits for others, as everybody else.
const isMine = ({ allowed }: ActionView) => allowed.some((act) => act !== "withdraw");

const FIRST_LINES = 200;

// The hub keeps all lines of an action, and sends the first with it.
function beginning(action: ActionView): ActionView {
  const { arguments: lines, claims } = action;
  return {
    ...action,
    arguments: lines.slice(0, FIRST_LINES),
    arguments_count: lines.length,
    claims: { ...claims, others: claims.others.slice(0, FIRST_LINES), others_count: claims.others.length },
  };
}

export function many(speech: Speech, now: number, count: number): ActionView[] {
  const originals = fixtures.held(speech, now);
  return Array.from({ length: count }, (_, index) => {
    const original = originals[index % originals.length];
    if (!original) throw new Error("there are fixtures");
    return { ...original, id: `0197c000-0000-7000-8000-${String(index).padStart(12, "0")}` };
  });
}
