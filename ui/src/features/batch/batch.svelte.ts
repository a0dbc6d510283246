import type { Act } from "$bindings/Act";
import type { ActionId } from "$bindings/ActionId";
import type { BatchResult } from "$bindings/BatchResult";
import type { BatchTable } from "$bindings/BatchTable";
import type { BatchView } from "$bindings/BatchView";
import { decideAll, preview, type BatchAnswer } from "$backend/alike";
import { classify } from "$backend/error";
import { DeadTime } from "$design/deadtime.svelte";
import { toast } from "$design/toasts.svelte";
import { failure } from "$i18n/failure";
import { isWritten } from "$backend/words";
import { t } from "$i18n/t";
import { goneRows, type NotAlike } from "./model";

type Mode = "look" | "confirm" | "approve" | "reject";

interface Circumstances {
  isConnected: () => boolean;
  ondrop: (ids: readonly ActionId[]) => void;
  ondecided: (results: readonly BatchResult[]) => void;
}

// Several actions that somebody looks at together. What is on screen is what is decided.
export class Batch {
  table = $state.raw<BatchTable | null>(null);
  unlike = $state.raw<NotAlike | null>(null);
  results = $state.raw<readonly BatchResult[] | null>(null);
  failure = $state<ReturnType<typeof classify> | null>(null);
  mode = $state<Mode>("look");
  reason = $state("");
  sending = $state(false);
  readonly deadTime = new DeadTime();
  #ids = $state.raw<readonly ActionId[]>([]);
  readonly #circumstances: Circumstances;

  constructor(circumstances: Circumstances) {
    this.#circumstances = circumstances;
  }

  can(act: Act): boolean {
    const { table, results, sending, failure: failed } = this;
    if (table === null || failed !== null || results !== null || !this.#isShown(table) || !table.allowed.includes(act))
      return false;
    return this.deadTime.isOver && !sending && this.#circumstances.isConnected();
  }

  async open(ids: readonly ActionId[]) {
    if (this.results !== null) return;
    this.#ids = ids;
    this.mode = "look";
    this.deadTime.begin();
    await this.reload();
  }

  async reload() {
    const ids = this.#ids;
    if (this.results !== null || this.sending || ids.length === 0) return;
    try {
      const view = await preview(ids);
      if (ids === this.#ids) this.#show(view);
    } catch (error) {
      if (ids === this.#ids) this.failure = classify(error);
    }
  }

  close() {
    this.deadTime.stop();
    this.#ids = [];
  }

  begin(act: "approve" | "reject") {
    if (!this.can(act)) return;
    this.mode = act === "approve" && !this.table?.words.reason_needed ? "confirm" : act;
  }

  confirm() {
    if (this.mode === "confirm") void this.#send("approve", { answer: "approve" });
  }

  sendWords() {
    const words = this.reason.trim();
    if (!isWritten(words)) return;
    if (this.mode === "approve") void this.#send("approve", { answer: "approve", note: words });
    if (this.mode === "reject") void this.#send("reject", { answer: "reject", reason: words });
  }

  async #send(act: Act, answer: BatchAnswer) {
    const { table } = this;
    if (table === null || !this.can(act)) return;
    this.sending = true;
    try {
      const seen = table.rows.map(({ id, digest, version }) => ({ id, digest, version }));
      this.results = await decideAll(answer, seen);
      this.mode = "look";
      this.#circumstances.ondecided(this.results);
    } catch (error) {
      toast(failure(error));
    } finally {
      this.sending = false;
    }
    await this.reload();
  }

  #isShown({ rows }: BatchTable): boolean {
    return rows.length === this.#ids.length && rows.every(({ id }, index) => id === this.#ids[index]);
  }

  #show(view: BatchView) {
    this.failure = null;
    const { table } = this;
    const gone = table === null ? [] : goneRows(table, view);
    if (gone.length > 0) {
      this.table = null;
      toast({ tone: "warning", text: t("batch.dropped", { count: gone.length }) });
      this.#circumstances.ondrop(gone);
      return;
    }
    const shown = JSON.stringify(this.table ?? this.unlike);
    this.table = view.kind === "alike" ? view.table : null;
    this.unlike = view.kind === "alike" ? null : view;
    if (JSON.stringify(this.table ?? this.unlike) === shown) return;
    if (this.mode === "confirm") this.mode = "look";
    this.deadTime.begin();
  }
}
